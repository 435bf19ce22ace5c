// Package workbook reads an edition somebody holds as a file: NATO's and
// SIPRI's workbooks as they are published, or this project's own CSV.
//
// Tables are found by their titles and head rows, never by cell addresses, so
// an edition to come is read without a change here as long as NATO keeps its
// tables. Import gives an Edition in the layout of the embedded tables and a
// Report that says what was found, what was skipped and why, and what the
// arithmetic checks noticed. A figure that is not in the file is not there
// afterwards: nothing is filled in, and nothing is corrected.
//
// A file is hostile until shown otherwise: its size is looked at before it is
// read, the directory of its archive before it is unpacked, and the extent of
// its sheets before they are handed to excelize. The package stores nothing;
// that is package store's business.
package workbook
