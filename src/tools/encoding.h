/*
 * encoding.h - files that git keeps in UTF-8 and puts into the work tree in another encoding.
 *
 * That is what the attribute working-tree-encoding says of a path (`*.jx working-tree-encoding=GB18030`): a file
 * that is not UTF-8 is read by it, and written back by it. Without the attribute nothing is guessed. Places
 * count bytes of UTF-8.
 */
#ifndef TOOLS_ENCODING_H
#define TOOLS_ENCODING_H

#include "base/source.h"

/* If the source is not UTF-8, and git keeps `path` in an encoding by which it can be read: its text becomes UTF-8,
 * and the source remembers the encoding. */
void encoding_read(struct arena *a, const char *path, struct source *source);

/* The same for who reads many files and does not mind to take one encoding for another: `*last` is tried before
 * git is asked, and becomes what it says, in `kept`. True if it was UTF-8 already. */
bool encoding_guess(struct arena *a, const char *path, struct source *source, struct str *last,
                    struct arena *kept);

/* The text as bytes of the source's encoding; false if they would not be read as this text again. */
bool encoding_write(struct arena *a, const struct source *source, struct str text,
                    struct str *bytes);

#endif
