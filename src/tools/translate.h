/*
 * translate.h - fmt --words: a source in the words of the other language.
 *
 * Words of the language and names of the library, of a framework and of standard units have two
 * spellings; which name a word is depends on where it stands, so the source is bound, as check does.
 * What the author named, texts, comments and further spellings of a unit (公里, km) stay. The result
 * is bound in its turn: a word that would be taken for something else there is left as it was.
 */
#ifndef TOOLS_TRANSLATE_H
#define TOOLS_TRANSLATE_H

#include "syntax/format.h"
#include "tools/workspace_file.h"

/* What a run needs to know. Start with zeroes. */
struct translator {
    enum language language; /* of the words that are wanted */
    const struct library *library;
    struct workspace workspace;
    struct workspace_file workspace_file;
};

/* Loads the library and the workspace; false after telling why it cannot. `a` outlives the run. */
bool translator_open(struct translator *t, const struct options *options, struct arena *a);
void translator_close(struct translator *t);

enum translation {
    TRANSLATED,
    TRANSLATED_PARTLY,  /* a framework or a file that it uses was not found: words of theirs stay */
    TRANSLATION_FAILED, /* the workspace could not be read, which was told */
    TRANSLATION_UNLIKE, /* it would not mean the same, which is a defect of the program */
};

/* Puts the canonical text of the source in the words of t->language into `*text`, in `a`. */
enum translation translate(struct translator *t, struct arena *a, const struct format_input *input,
                           struct str *text);

/*
 * What stands at `part`, in `a`, in the words of t->language, for someone who only reads it: whether it
 * would mean the same is not tried. It stays as it is if its source has errors.
 */
struct str translate_part(struct translator *t, struct arena *a, struct span part);

#endif
