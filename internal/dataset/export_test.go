package dataset_test

import "allyscope/internal/ally"

func allyCode(s string) ally.Code { return ally.Code(s) }
