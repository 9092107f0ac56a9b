/*
 * assets.h - the style sheets and scripts of the HTML report, as text inside the program.
 *
 * They are the files src/emit/NAME.css and src/emit/NAME.js, embedded by the build, so that they
 * are edited as what they are and a report needs nothing beside it. The build hashes them too: doing
 * it again for every page took a quarter of the time of a report.
 */
#ifndef EMIT_ASSETS_H
#define EMIT_ASSETS_H

#include "sema/stdlib.h"

/* The files, `path` as in "report.css", sorted; a row whose path is NULL ends the list. */
extern const struct stdlib_file asset_files[];

/* The SHA-256 of each in base 64, in the same order. */
extern const struct stdlib_file asset_hashes[];

#endif
