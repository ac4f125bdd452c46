//go:build linux || darwin

package main

import "golang.org/x/sys/unix"

// freeBytes is how much a user may still write to a folder's disk; 0 where
// nobody knows.
func freeBytes(folder string) int64 {
	var fs unix.Statfs_t
	if unix.Statfs(folder, &fs) != nil {
		return 0
	}
	return int64(fs.Bavail) * int64(fs.Bsize)
}
