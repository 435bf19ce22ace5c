package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"allyscope/internal/cli"
)

// deploy is the folder of the deployment files.
const deploy = "../../docs/deploy"

// deployed returns the text of one of them.
func deployed(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(deploy, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// understood parses flags as the program does, and fails if the program would refuse to serve.
func understood(t *testing.T, words []string) *flags {
	t.Helper()
	f := newFlags(cli.Program{}, io.Discard)
	c := f.command()
	if err := c.ParseFlags(words); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(c.ValidateArgs(c.Flags().Args()), f.check()); err != nil {
		t.Fatalf("%v: %v", words, err)
	}
	return f
}

// field returns the rest of the last line that begins with name.
func field(t *testing.T, text, name string) string {
	t.Helper()
	all := regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(name)+`(.*)$`).FindAllStringSubmatch(text, -1)
	if all == nil {
		t.Fatalf("no line begins with %s", name)
	}
	return strings.TrimSpace(all[len(all)-1][1])
}

func TestTheUnitOfSystemd(t *testing.T) {
	t.Parallel()
	unit := deployed(t, "allyscope.service")
	words := strings.Fields(field(t, unit, "ExecStart="))
	if words[0] != "/usr/bin/allyscope-serve" {
		t.Errorf("it starts %s", words[0])
	}
	if f := understood(t, words[1:]); f.options.Access.Open {
		t.Error("it lets everyone in")
	}
	for name, want := range map[string]string{
		"DynamicUser=": "yes", "NoNewPrivileges=": "yes", "ProtectSystem=": "strict", "ProtectHome=": "yes", "CapabilityBoundingSet=": "", "StateDirectoryMode=": "0700", "UMask=": "0077",
	} {
		if got := field(t, unit, name); got != want {
			t.Errorf("%s%s, want %q", name, got, want)
		}
	}
	if n, err := strconv.Atoi(field(t, unit, "TimeoutStopSec=")); err != nil || n <= int(shutdownTimeout.Seconds()) {
		t.Errorf("it is killed after %d s, %v, while sessions close", n, err)
	}
	verifier, err := exec.LookPath("systemd-analyze") //nolint:misspell // the name of the program
	if err != nil {
		t.Skip(err)
	}
	copied := filepath.Join(t.TempDir(), "allyscope.service")
	if err := os.WriteFile(copied, []byte(strings.Replace(unit, words[0], os.Args[0], 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(verifier, "verify", copied).CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("the unit is not valid: %v\n%s", err, out)
	}
}

// container returns the entry point of the container file and its default arguments.
func container(t *testing.T) (entry, defaults []string) {
	t.Helper()
	file := deployed(t, "Containerfile")
	for name, into := range map[string]*[]string{"ENTRYPOINT ": &entry, "CMD ": &defaults} {
		if err := json.Unmarshal([]byte(field(t, file, name)), into); err != nil {
			t.Fatal(err)
		}
	}
	return entry, defaults
}

// ports returns the ports that a server with these flags listens on.
func ports(t *testing.T, f *flags) []string {
	t.Helper()
	var all []string
	for _, address := range []string{f.listen, f.health} {
		_, port, err := net.SplitHostPort(address)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, port)
	}
	return all
}

func TestTheContainerFile(t *testing.T) {
	t.Parallel()
	file := deployed(t, "Containerfile")
	entry, defaults := container(t)
	f := understood(t, append(entry[1:], defaults...))
	if want := ports(t, f); !slices.Equal(strings.Fields(field(t, file, "EXPOSE ")), want) {
		t.Errorf("it exposes other ports than it listens on, %v", want)
	}
	if base, user := field(t, file, "FROM "), field(t, file, "USER "); base != "scratch" || strings.HasPrefix(user, "0") || strings.HasPrefix(user, "root") {
		t.Errorf("it runs on %s as %s", base, user)
	}
	built := regexp.MustCompile(`-o (\S+) (\./\S+)`).FindStringSubmatch(file)
	if built == nil || built[1] != entry[0] {
		t.Fatalf("it builds %v and runs %s", built, entry[0])
	}
	if _, err := os.Stat(filepath.Join("../..", built[2], "main.go")); err != nil {
		t.Error(err)
	}
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if of := regexp.MustCompile(`FROM golang:(\S+) AS build`).FindStringSubmatch(file); of == nil || !strings.HasPrefix(field(t, string(module), "go "), of[1]) {
		t.Errorf("it is built with Go %v", of)
	}
}

// The fields that a manifest may have. Decoding is strict, so that a misspelt field is found.
type (
	manifest struct {
		APIVersion string `yaml:"apiVersion"`
		Kind       string
		Metadata   metadata
		Spec       spec
	}
	metadata struct {
		Name   string
		Labels map[string]string
	}
	spec struct {
		// fields of a Deployment
		Replicas int
		Selector yaml.Node
		Template struct {
			Metadata metadata
			Spec     pod
		}
		// fields of a Service
		Type                  string
		SessionAffinity       string `yaml:"sessionAffinity"`
		ExternalTrafficPolicy string `yaml:"externalTrafficPolicy"`
		Ports                 []struct {
			Name       string
			Port       int
			TargetPort string `yaml:"targetPort"`
		}
		// fields of a NetworkPolicy
		PodSelector yaml.Node `yaml:"podSelector"`
		PolicyTypes []string  `yaml:"policyTypes"`
		Ingress     []struct {
			From  []map[string]yaml.Node
			Ports []map[string]yaml.Node
		}
	}
	pod struct {
		AutomountServiceAccountToken  *bool `yaml:"automountServiceAccountToken"`
		TerminationGracePeriodSeconds int   `yaml:"terminationGracePeriodSeconds"`
		SecurityContext               struct {
			RunAsNonRoot   bool              `yaml:"runAsNonRoot"`
			RunAsUser      int               `yaml:"runAsUser"`
			FSGroup        int               `yaml:"fsGroup"`
			SeccompProfile map[string]string `yaml:"seccompProfile"`
		} `yaml:"securityContext"`
		Containers []contained
		Volumes    []struct {
			Name   string
			Secret struct {
				SecretName  string `yaml:"secretName"`
				DefaultMode int    `yaml:"defaultMode"`
			}
		}
	}
	contained struct {
		Name, Image string
		Args        []string
		Ports       []struct {
			Name          string
			ContainerPort int `yaml:"containerPort"`
		}
		ReadinessProbe  probe `yaml:"readinessProbe"`
		LivenessProbe   probe `yaml:"livenessProbe"`
		Resources       struct{ Requests, Limits map[string]string }
		SecurityContext struct {
			AllowPrivilegeEscalation *bool               `yaml:"allowPrivilegeEscalation"`
			ReadOnlyRootFilesystem   bool                `yaml:"readOnlyRootFilesystem"`
			Capabilities             map[string][]string `yaml:"capabilities"`
		} `yaml:"securityContext"`
		VolumeMounts []struct {
			Name      string
			MountPath string `yaml:"mountPath"`
			ReadOnly  bool   `yaml:"readOnly"`
		} `yaml:"volumeMounts"`
	}
	probe struct {
		HTTPGet          struct{ Path, Port string } `yaml:"httpGet"`
		TCPSocket        struct{ Port string }       `yaml:"tcpSocket"`
		PeriodSeconds    int                         `yaml:"periodSeconds"`
		FailureThreshold int                         `yaml:"failureThreshold"`
	}
)

// manifests returns all manifests, by kind and name.
func manifests(t *testing.T) map[string]manifest {
	t.Helper()
	all := map[string]manifest{}
	d := yaml.NewDecoder(bytes.NewReader([]byte(deployed(t, "kubernetes.yaml"))))
	d.KnownFields(true)
	versions := map[string]string{"Deployment": "apps/v1", "Service": "v1", "NetworkPolicy": "networking.k8s.io/v1"}
	for {
		var m manifest
		switch err := d.Decode(&m); {
		case errors.Is(err, io.EOF):
			return all
		case err != nil:
			t.Fatal(err)
		case m.APIVersion != versions[m.Kind]:
			t.Errorf("%s has apiVersion %s", m.Kind, m.APIVersion)
		}
		all[m.Kind+" "+m.Metadata.Name] = m
	}
}

// labels returns the labels of a selector.
func labels(t *testing.T, n yaml.Node) map[string]string {
	t.Helper()
	var nested struct {
		MatchLabels map[string]string `yaml:"matchLabels"`
	}
	var plain map[string]string
	if n.Decode(&nested) == nil && nested.MatchLabels != nil {
		return nested.MatchLabels
	}
	if err := n.Decode(&plain); err != nil {
		t.Error(err)
	}
	return plain
}

func TestTheManifests(t *testing.T) {
	t.Parallel()
	all := manifests(t)
	for name, m := range all {
		kind, _, _ := strings.Cut(name, " ")
		switch own := all["Deployment "+m.Metadata.Name]; kind {
		case "Deployment":
			locked(t, m)
		case "Service":
			if got := labels(t, m.Spec.Selector)["app"]; got != own.Spec.Template.Metadata.Labels["app"] {
				t.Errorf("%s selects app %q", name, got)
			}
			for _, p := range m.Spec.Ports {
				if !own.Spec.Template.Spec.Containers[0].names(p.TargetPort) {
					t.Errorf("%s has the target port %s, which does not exist", name, p.TargetPort)
				}
			}
		}
	}
	m := all["Deployment allyscope"]
	c := m.Spec.Template.Spec.Containers[0]
	entry, _ := container(t)
	f := understood(t, append(entry[1:], c.Args...))
	for i, port := range ports(t, f) {
		if strconv.Itoa(c.Ports[i].ContainerPort) != port {
			t.Errorf("containerPort %d, but it listens on %s", c.Ports[i].ContainerPort, port)
		}
	}
	if m.Spec.Replicas < 2 || f.options.Access.Open || all["Service allyscope"].Spec.Type != "LoadBalancer" {
		t.Errorf("%d replicas, open: %v", m.Spec.Replicas, f.options.Access.Open)
	}
	bus, err := url.Parse(f.bus)
	if err != nil || bus.Scheme != "nats" || len(all["Service "+bus.Hostname()].Spec.Ports) == 0 || strconv.Itoa(all["Service "+bus.Hostname()].Spec.Ports[0].Port) != bus.Port() {
		t.Errorf("the bus %s: %v", f.bus, err)
	}
	for _, p := range []probe{c.ReadinessProbe, c.LivenessProbe} {
		if p.HTTPGet.Path != "/healthz" || !c.names(p.HTTPGet.Port) {
			t.Errorf("it is probed at %+v", p)
		}
	}
	if mount := c.VolumeMounts[0].MountPath; !c.VolumeMounts[0].ReadOnly || filepath.Dir(f.options.HostKey) != mount || filepath.Dir(f.options.Access.Keys) != mount {
		t.Errorf("the keys are not at %s", mount)
	}
	if n := m.Spec.Template.Spec.TerminationGracePeriodSeconds; n <= int(shutdownTimeout.Seconds()) {
		t.Errorf("it is killed after %d s, while sessions close", n)
	}
}

// locked fails unless a pod runs without root rights and with a read-only file system.
func locked(t *testing.T, m manifest) {
	t.Helper()
	p, name := m.Spec.Template.Spec, m.Metadata.Name
	if s := p.SecurityContext; !s.RunAsNonRoot || s.RunAsUser == 0 || s.SeccompProfile["type"] != "RuntimeDefault" || p.AutomountServiceAccountToken == nil || *p.AutomountServiceAccountToken {
		t.Errorf("%s: %+v", name, s)
	}
	if labels(t, m.Spec.Selector)["app"] != m.Spec.Template.Metadata.Labels["app"] {
		t.Errorf("%s does not select its own pods", name)
	}
	volumes := map[string]bool{}
	for _, v := range p.Volumes {
		volumes[v.Name] = v.Secret.SecretName != "" && v.Secret.DefaultMode&0o007 == 0
	}
	for _, c := range p.Containers {
		s := c.SecurityContext
		if s.AllowPrivilegeEscalation == nil || *s.AllowPrivilegeEscalation || !s.ReadOnlyRootFilesystem || !slices.Equal(s.Capabilities["drop"], []string{"ALL"}) {
			t.Errorf("%s: %+v", name, s)
		}
		if c.Resources.Limits["memory"] == "" || c.Resources.Limits["cpu"] == "" {
			t.Errorf("%s has no limits for memory and processor", name)
		}
		for _, v := range c.VolumeMounts {
			if !volumes[v.Name] {
				t.Errorf("%s mounts %s, which is not a secret of its own", name, v.Name)
			}
		}
	}
}

// names reports whether the container has a port with the name.
func (c contained) names(port string) bool {
	for _, p := range c.Ports {
		if p.Name == port {
			return true
		}
	}
	return false
}
