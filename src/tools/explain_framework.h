/*
 * explain_framework.h - what frameworks define, for jixiao explain.
 *
 * Categories, choices and funding items are words that an author writes, but no words of the
 * language: every framework has its own. Names are always printed in both languages.
 */
#ifndef TOOLS_EXPLAIN_FRAMEWORK_H
#define TOOLS_EXPLAIN_FRAMEWORK_H

#include "base/nearest.h"
#include "sema/library.h"

/*
 * Prints all that is called `name`: frameworks ("上海市/2020", also with the std/ of `use` before
 * it) whole, and each thing that one of them defines with its place there. `found`: something was
 * printed before. True if it was, or is now.
 */
bool explain_framework_name(const struct library *library, struct str name, enum language language,
                            bool found);

/* Prints what frameworks add to a word: the choices of a field, or the frameworks that there are. */
void explain_framework_word(const struct library *library, const struct word *word,
                            enum language language);

/* Looks at every name that explain_framework_name knows. */
void explain_framework_nearest(const struct library *library, struct nearest *nearest);

/* Prints the fields that a framework, and those that it is based on, require. (explain_required.c) */
void explain_required(const struct framework *framework, enum language language);

#endif
