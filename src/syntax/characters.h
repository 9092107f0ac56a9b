/*
 * characters.h - is this text at all? One pass over the bytes before the scanner sees them.
 */
#ifndef SYNTAX_CHARACTERS_H
#define SYNTAX_CHARACTERS_H

#include "syntax/parse_state.h"

/*
 * Checks the source's bytes, reports what is no text, and sets p->text to what may be scanned: the
 * same bytes at the same places, those that are no characters blanked out. Invisible characters are
 * noted in p->invisible for characters_report_invisible. False if the file is in another encoding:
 * that is reported once, and nothing else of it should be.
 */
bool characters_check(struct parse *p);

/*
 * Reports the invisible characters: in a text of the tree a warning, elsewhere an error. `texts` are
 * the places of all texts, ascending.
 */
void characters_report_invisible(struct parse *p, const struct span *texts, size_t count);

#endif
