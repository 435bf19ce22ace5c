package archtest

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
	"testing"
)

// variables complains about package variables that can change. Sessions over SSH share the process,
// so one would see the changes of another. Tables that are never written to, error values and
// embedded files are fine.
func variables(t *tree) []string {
	var complaints []string

	for _, dir := range t.dirs() {
		if len(t.shipped(dir)) == 0 {
			continue
		}

		v := &varRule{tree: t, typed: t.check(dir), vars: map[types.Object]bool{}}

		for _, s := range t.shipped(dir) {
			v.declarations(s)
		}

		for _, s := range t.packages[dir] {
			v.changes(s)
		}

		complaints = append(complaints, v.complaints...)
	}

	return complaints
}

// varRule applies the rule to one package.
type varRule struct {
	tree       *tree
	typed      *typedPackage
	vars       map[types.Object]bool
	complaints []string
}

func (v *varRule) complain(pos token.Pos, name, why string) {
	v.complaints = append(v.complaints, fmt.Sprintf("%s: package variable %s %s", v.tree.at(pos), name, why))
}

// declarations collects the package variables of a file and complains about mutable ones.
func (v *varRule) declarations(s source) {
	for _, decl := range s.ast.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.VAR {
			continue
		}

		for _, spec := range gen.Specs {
			values, ok := spec.(*ast.ValueSpec)
			if !ok {
				continue
			}

			for i, name := range values.Names {
				if name.Name == "_" {
					continue // a compile-time assertion
				}

				v.vars[v.typed.info.Defs[name]] = true

				var value ast.Expr
				if i < len(values.Values) {
					value = values.Values[i]
				}

				if why := v.mutable(s, values.Type, value); why != "" {
					v.complain(name.Pos(), name.Name, why)
				}
			}
		}
	}
}

// mutable returns why a variable of this type or value could change without an assignment, or "".
func (v *varRule) mutable(s source, typ, value ast.Expr) string {
	if call, ok := value.(*ast.CallExpr); ok && typ == nil && v.harmlessCall(s, call) {
		return ""
	}

	for _, expr := range []ast.Expr{typ, value} {
		if expr == nil {
			continue
		}

		if why := v.mutableType(v.typed.info.TypeOf(expr)); why != "" {
			return why
		}

		if why := v.mutableExpr(s, expr); why != "" {
			return why
		}
	}

	if call, ok := value.(*ast.CallExpr); ok && !v.knownCall(call) {
		return "is made by a call; make it a constant, a literal, or a function that returns it"
	}

	return ""
}

// mutableType is mutable for a known type.
func (v *varRule) mutableType(typ types.Type) string {
	if typ == nil {
		return ""
	}

	switch u := typ.Underlying().(type) {
	case *types.Pointer:
		return "is a pointer"
	case *types.Map:
		return "is a map; use a switch, or a function that returns one"
	case *types.Chan:
		return "is a channel"
	case *types.Slice:
		return v.mutableType(u.Elem())
	case *types.Array:
		return v.mutableType(u.Elem())
	}

	return ""
}

// mutableExpr is mutable for an unknown type, judged by how the type or value is written.
func (v *varRule) mutableExpr(s source, expr ast.Expr) string {
	why := ""

	ast.Inspect(expr, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false // what it makes is new at each call
		case *ast.StarExpr:
			why = "is or holds a pointer"
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				why = "is or holds a pointer"
			}
		case *ast.MapType:
			why = "is or holds a map; use a switch, or a function that returns one"
		case *ast.ChanType:
			why = "is or holds a channel"
		case *ast.CallExpr:
			if fn, ok := n.Fun.(*ast.Ident); ok && (fn.Name == "make" || fn.Name == "new") {
				why = "is made to be filled later"
			}
		case *ast.SelectorExpr:
			if method := v.typed.info.Selections[n]; method != nil && method.Kind() == types.MethodExpr {
				return false // (*T).f is a function
			}
			switch imported(s, n) {
			case "sync", "sync/atomic", "bytes", "charm.land/lipgloss/v2":
				why = "is or holds a " + types.ExprString(n)
			}
		}

		return why == ""
	})

	return why
}

// harmlessCall reports whether a call returns something that is never changed, or a function that
// computes a value once.
func (v *varRule) harmlessCall(s source, call *ast.CallExpr) bool {
	fn := call.Fun
	if index, ok := fn.(*ast.IndexExpr); ok {
		fn = index.X
	}

	sel, ok := fn.(*ast.SelectorExpr)
	if !ok {
		return false
	}

	switch imported(s, sel) + "." + sel.Sel.Name {
	case "errors.New", "fmt.Errorf", "regexp.MustCompile",
		"sync.OnceValue", "sync.OnceValues", "strings.NewReplacer":
		return true
	}

	return false
}

// knownCall reports whether a call is a conversion, a built-in or a function of this module.
func (v *varRule) knownCall(call *ast.CallExpr) bool {
	if fn := v.typed.info.Types[call.Fun]; fn.IsType() || fn.IsBuiltin() {
		return true
	}

	typ := v.typed.info.TypeOf(call)
	if typ == nil {
		return false
	}

	basic, ok := typ.Underlying().(*types.Basic)

	return !ok || basic.Kind() != types.Invalid
}

// imported returns the path of the package that a selector refers to, or "".
func imported(s source, sel *ast.SelectorExpr) string {
	name, ok := sel.X.(*ast.Ident)
	if !ok {
		return ""
	}

	for _, spec := range s.ast.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}

		if spec.Name != nil && spec.Name.Name == name.Name {
			return importPath
		}

		// "charm.land/lipgloss/v2" is lipgloss.
		base := strings.Split(strings.TrimSuffix(importPath, "/v2"), "/")
		if spec.Name == nil && base[len(base)-1] == name.Name {
			return importPath
		}
	}

	return ""
}

// changes complains about statements that change a package variable.
func (v *varRule) changes(s source) {
	ast.Inspect(s.ast, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				for _, left := range n.Lhs {
					v.touched(left, "is assigned to")
				}
			}
		case *ast.IncDecStmt:
			v.touched(n.X, "is counted up or down")
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				v.touched(n.X, "has its address taken")
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN {
				v.touched(n.Key, "is assigned to")
				v.touched(n.Value, "is assigned to")
			}
		case *ast.CallExpr:
			v.call(s, n)
		}

		return true
	})
}

// call complains about methods that change their receiver and functions that work in place.
func (v *varRule) call(s source, call *ast.CallExpr) {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		if len(call.Args) > 0 && (fn.Name == "copy" || fn.Name == "clear" || fn.Name == "delete") {
			v.touched(call.Args[0], "is changed by "+fn.Name)
		}
	case *ast.SelectorExpr:
		pkg := imported(s, fn)
		if pkg == "sort" || pkg == "slices" && (strings.HasPrefix(fn.Sel.Name, "Sort") || fn.Sel.Name == "Reverse") {
			for _, arg := range call.Args {
				v.touched(arg, "is sorted in place")
			}
		}

		selection := v.typed.info.Selections[fn]
		if selection == nil || selection.Kind() != types.MethodVal {
			return
		}

		method, ok := selection.Obj().Type().(*types.Signature)
		if !ok || method.Recv() == nil {
			return
		}

		_, wantsPointer := method.Recv().Type().(*types.Pointer)
		if _, hasPointer := selection.Recv().(*types.Pointer); wantsPointer && !hasPointer {
			v.touched(fn.X, "is handed to a method with a pointer receiver")
		}
	}
}

// touched complains if an expression is a package variable or part of one.
func (v *varRule) touched(expr ast.Expr, how string) {
	for expr != nil {
		switch e := expr.(type) {
		case *ast.Ident:
			if object := v.typed.info.Uses[e]; object != nil && v.vars[object] {
				v.complain(e.Pos(), e.Name, how)
			}

			return
		case *ast.IndexExpr:
			expr = e.X
		case *ast.SliceExpr:
			expr = e.X
		case *ast.SelectorExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		default:
			return
		}
	}
}

func TestNoMutablePackageVariables(t *testing.T) {
	report(t, variables(load(t)))
}

func TestHarmlessPackageVariables(t *testing.T) {
	expect(t, variables(snippets(t, map[string]string{
		"figure/a.go": "package figure\ntype Year int\ntype Level struct{ N int }\nfunc Percent(n int) Level { return Level{n} }",
		"a/a.go": `package a
import (
	"embed"; "errors"; "fmt"; "regexp"; "sync"
	"allyscope/figure"
)
type T struct{ f func() }
func (t *T) run() { t.f() }
type run func(*T)
var runs = [...]run{(*T).run}
var _ fmt.Stringer = (*T)(nil)
var errGone = errors.New("gone")
var pattern = regexp.MustCompile("x")
var files embed.FS
var names = []string{"a", "b"}
var rows = [...]T{{f: func() { m := map[int]int{}; m[1]++ }}}
var first = figure.Year(2014)
var level = figure.Percent(2)
var levels = []figure.Level{figure.Percent(2), figure.Percent(3)}
var version = "dev"
var loaded = sync.OnceValue(func() int { return 1 })
func f(names []string) { version := 1; version++; names[0] = "shadows" }
`,
	})))
}

func TestMutablePackageVariables(t *testing.T) {
	expect(t, variables(snippets(t, map[string]string{
		"a/a.go": `package a
import (
	"sort"; "sync"
	"charm.land/lipgloss/v2"
)
type T struct{ n int }
func (t *T) Inc() { t.n++ }
func newT() *T { return nil }
var mu sync.Mutex
var seen = map[string]bool{}
var cache = make([]int, 0)
var shared = &T{}
var made = newT()
var style = lipgloss.NewStyle()
var styled lipgloss.Style
var events chan int
var pointers []*T
var foreign = sort.SearchInts(nil, 1)
var count, names, order, table, t = 0, []string{}, []int{2, 1}, [2]T{}, T{}
`,
		"a/b.go": `package a
import "sort"
func f() { count++; names[0] = ""; sort.Ints(order); t.Inc() }
`,
		"a/c_test.go": `package a
func g() { table[1].n = 2; _ = &t; names = nil }
`,
	})),
		"mu is or holds a sync.Mutex", "seen is a map", "cache is made", "shared is a pointer", "made is a pointer",
		"style is or holds a lipgloss.NewStyle", "styled is or holds a lipgloss.Style", "events is a channel", "pointers is a pointer",
		"foreign is made by a call",
		"b.go:3: package variable count is counted", "names is assigned to", "order is sorted", "t is handed",
		"table is assigned to", "c_test.go:2: package variable t has its address taken", "c_test.go:2: package variable names is assigned",
	)
}
