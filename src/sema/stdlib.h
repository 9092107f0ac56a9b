/*
 * stdlib.h - the standard library, as text inside the program.
 *
 * The build turns every .jx file below stdlib/ into a string (stdlib/embed.c), so that the library
 * is found without a folder to install or a path to set, and a given program always means the same
 * by `std/…`. The texts are read-only memory: a scanner that writes into its input would crash.
 */
#ifndef SEMA_STDLIB_H
#define SEMA_STDLIB_H

#include <stddef.h>

/* A file that was embedded. `text` holds `length` bytes and a NUL after them. */
struct stdlib_file {
    const char *path;
    const char *text;
    size_t length;
};

/*
 * The library's files, `path` as in "std/frameworks/shanghai-2020.jx", sorted by the bytes of the
 * path; a row whose path is NULL ends the list.
 */
extern const struct stdlib_file stdlib_files[];

/*
 * One row: the trees of these files, one behind the other in the same order, for ast_image_read. A
 * file with a mistake of syntax ends the build (stdlib/image.c), and starting parses none.
 */
extern const struct stdlib_file stdlib_images[];

#endif
