/*
 * roots.h - where the paths of a document begin.
 */
#ifndef TOOLS_ROOTS_H
#define TOOLS_ROOTS_H

#include "emit/diag_document.h"

/*
 * Build servers name files from the top of the repository: that is the nearest folder upwards with a
 * `.git`, else the one with a jixiao.jx, else this one. git itself is not asked. False after telling why
 * this folder has no name.
 */
bool roots_find(struct diag_roots *roots, struct arena *a);

#endif
