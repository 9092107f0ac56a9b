/*
 * catalogue.h - lists that the library or an author declares for others to look things up in.
 *
 * A word list (词表) says which words mark a text: of satisfaction, of vagueness, of a blank that was
 * filled in. Everything here is declared in the language; the library's is read by all threads, and
 * a file's own stands before it.
 */
#ifndef SEMA_CATALOGUE_H
#define SEMA_CATALOGUE_H

#include "base/diag.h"
#include "base/map.h"
#include "base/word_set.h"
#include "sema/classification.h"
#include "sema/known_indicator.h"

struct word_list {
    struct bilingual name;
    struct str documentation;
    struct span span;
    bool is_whole;     /* a word counts only if it is all of the text */
    struct str *words; /* as declared, in order */
    unsigned count;
    struct str *excepted; /* longer words that hold one of these and do not count */
    unsigned excepted_count;
    struct word_set set; /* all of them; the value of an excepted one is no word_list */
    struct word_list *next;
};

struct catalogue {
    const struct catalogue *outer; /* the library's, for a file's own; NULL for the library's */
    struct arena *arena;
    struct word_list *word_lists, *word_lists_last; /* in the order of declaration */
    struct map word_list_names;
    struct classification *classifications, *classifications_last;
    struct map classification_names;
    struct map codes[CODE_FIELD_COUNT]; /* struct class_code by code */
    struct indicator_library *libraries, *libraries_last;
    struct word_set indicator_names; /* struct known_indicator by its names */
    struct standard *standards, *standards_last;
    struct word_set standard_words; /* that some standard applies to */
    struct map standard_limits;     /* by word or code, and dimension: standard.c */
};

/* An empty one, of zeroes; `outer` may be NULL. */
void catalogue_init(struct catalogue *catalogue, struct arena *a, const struct catalogue *outer);

/* The word list of this name in either language, here or outside; or NULL. */
const struct word_list *catalogue_word_list(const struct catalogue *catalogue, struct str name);

/* The known name nearest to it, or empty. */
struct str catalogue_nearest_word_list(const struct catalogue *catalogue, struct str name);

/* Adds; false, and `*other` is what, if one of its names is taken. */
bool catalogue_add_word_list(struct catalogue *catalogue, struct word_list *list,
                             const struct word_list **other);

/*
 * The first word of the list in `text`, and its place there; none: `word` is empty. In time that
 * goes by the length of the text, however long the list is.
 */
struct word_found word_list_find(const struct word_list *list, struct str text);

/* The first one that begins at or after byte `from`: with the end of the last one, the next. */
struct word_found word_list_find_from(const struct word_list *list, struct str text, size_t from);

#endif
