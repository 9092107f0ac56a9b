/*
 * changes.h - what changed between two versions, for people and for programs.
 *
 * Text for a terminal, Markdown for the comment of a merge request, JSON for programs, and one HTML page
 * with both sides beside each other.
 */
#ifndef EMIT_CHANGES_H
#define EMIT_CHANGES_H

#include "sema/compare.h"

#include <stdio.h>

/* What is to be told. */
struct changes_input {
    const struct project_change *projects;
    struct str old_name, new_name; /* of the two sides */
    unsigned broken; /* files of either side with errors: where those are nothing is compared */
    struct arena *scratch;
    enum language language;
    bool color;
};

/* Writes all of it; false if memory ran out. */
typedef bool changes_function(FILE *out, const struct changes_input *input);

changes_function changes_text, changes_markdown, changes_json, changes_html;

/* One line for all of it: “1 个项目有变动，共 28 处：…”, with what is not compared. */
struct str changes_summary(const struct changes_input *input);

/* One for the amounts of several projects together; empty if there is nothing to add up. */
struct str changes_sums(struct arena *a, const struct project_change *first,
                        enum language language);

/* The function for a word (text, markdown, json, html), or NULL. */
changes_function *changes_find(struct str word);

#endif
