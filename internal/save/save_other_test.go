//go:build !unix

package save_test

import "errors"

func makePipe(string) error { return errors.ErrUnsupported }
