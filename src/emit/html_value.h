/*
 * html_value.h - which value a part of a sheet stands for, and how it is printed.
 *
 * Values are printed as the author wrote them. A field left blank, or not known, has no runs.
 */
#ifndef EMIT_HTML_VALUE_H
#define EMIT_HTML_VALUE_H

#include "emit/html_form.h"

/* An element of a list of the project, with its path in the JSON: "lines[0].lines[2]". */
struct form_element {
    const struct indicator *indicator; /* one of the three */
    const struct line *line;
    const struct safeguard *safeguard;
    struct str path;
};

enum { FORM_WORDS = WORD_COUNT + EXTRA_FIELD_LIMIT };

struct form_elements {
    struct form_element *list;
    size_t count, room;
};

/* What the pieces of a page are made from, and what has been shown so far. */
struct form_values {
    const struct project *project;
    struct arena *arena;
    enum language language;
    struct positions positions;
    const struct measure
        *money;  /* of the amounts of the sheet at hand; NULL: as they are written */
    bool *shown; /* FORM_WORDS, by word id: some sheet has a place for it */
    const struct funding_item **shown_items;
    size_t item_count, item_room;
};

/* To be given to all functions below; positions and what was shown are kept in it. */
struct form_values form_values_new(const struct emit_input *input);

/* The elements of WORD_PROJECT_INDICATORS, _LINES (those with none below) or _SAFEGUARDS, in order. */
struct form_elements form_elements_of(struct form_values *v, const struct word *list);

/* The lines at the top: tasks, and lines that are part of none. */
struct form_elements form_top_lines_of(struct form_values *v);

/* The budget lines that have lines below them. */
struct form_elements form_tasks_of(struct form_values *v);

/* The last word of a part that has any: its field. */
const struct word *form_word_of(const struct sheet_part *part);

/* The piece of one part: its text, or the value it names. `element` is NULL outside of lists. */
struct form_piece *form_piece_of(struct form_values *v, const struct sheet_part *part,
                                 const struct form_element *element);

/* The same without its path and line, and what fills them in: for who may not need the piece. */
struct form_piece *form_piece_unplaced(struct form_values *v, const struct sheet_part *part,
                                       const struct form_element *element);
void form_piece_place(struct form_values *v, struct form_piece *piece,
                      const struct sheet_part *part, const struct form_element *element);

/* The pieces of a list of parts. */
struct form_piece *form_pieces_of(struct form_values *v, const struct sheet_part *parts,
                                  const struct form_element *element);

/* The choices that a part stands for, if it is a field that has any; or NULL. */
const struct choices *form_choices_of(const struct form_values *v, const struct sheet_part *part);

/* A copy of `piece`, one of choices, that has only the choice number `index`. */
struct form_piece *form_piece_choice(struct form_values *v, const struct form_piece *piece,
                                     size_t index);

/* The piece as plain text, for comparing: what merged cells have in common. */
struct str form_piece_text(struct arena *a, const struct form_piece *piece);

/* Whether the text is one short line, see FORM_SHORT_WIDTH. */
bool form_is_short(struct str text);

/* The funding node of an item, or NULL. */
const struct funding *form_funding(const struct funding *first, const struct funding_item *item);

/* "18" quantities are written as exact decimals in base units: 元 for money. (html_run.c) */
struct str form_canonical(struct arena *a, const struct quantity *quantity);

#endif
