package verify

import "github.com/onrecord/onrecord"

// checkAll finds what is to be judged in the article and judges it.
func (c *checker) checkAll() []onrecord.Check { return nil }
