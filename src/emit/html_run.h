/*
 * html_run.h - what the pieces of a sheet are put together from.
 */
#ifndef EMIT_HTML_RUN_H
#define EMIT_HTML_RUN_H

#include "emit/html_value.h"

/* Adds a run to the end of a piece; an empty text adds none. */
void form_run_add(struct form_values *v, struct form_piece *piece, enum form_run_kind kind,
                  struct str text, struct str canonical);
void form_text_add(struct form_values *v, struct form_piece *piece, struct str text);
void form_date_add(struct form_values *v, struct form_piece *piece, struct date date);

/* In its own unit, which is left out if it is the one that stands above the form. */
void form_quantity_add(struct form_values *v, struct form_piece *piece,
                       const struct quantity *quantity);

/* An amount: in the unit of the sheet, or else of the project, exactly converted; what was written is kept. */
void form_amount_add(struct form_values *v, struct form_piece *piece,
                     const struct quantity *quantity);

/* Any value, as the author wrote it; quantities as above. */
void form_value_add(struct form_values *v, struct form_piece *piece, const struct value *value);

/* As target_text prints it, or one part of it; with its numbers marked. */
void form_target_add(struct form_values *v, struct form_piece *piece, const struct target *target);
void form_member_add(struct form_values *v, struct form_piece *piece, const struct target *target,
                     enum sheet_member member);

#endif
