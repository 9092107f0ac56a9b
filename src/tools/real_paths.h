/*
 * real_paths.h - the files of a run by paths that each has but one of.
 */
#ifndef TOOLS_REAL_PATHS_H
#define TOOLS_REAL_PATHS_H

#include "tools/files.h"

/*
 * Of each file of the list its absolute path without links, with a NUL behind it; standard input is the
 * file `-` here. A folder is asked for once, however many files it has. NULL after telling which there is not.
 */
struct str *real_paths(const struct options *options, const struct file_list *list,
                       struct arena *a);

#endif
