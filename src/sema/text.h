/*
 * text.h - what can be told of prose without understanding it: likeness, slips, broken ends.
 *
 * Pure functions of their arguments, linear in the length of the texts. Each would rather miss a
 * slip than blame a text that a reviewer passes: a rule that cries wolf is switched off. Full-width
 * letters and digits are taken for their ASCII twins; blanks and punctuation never make a difference.
 */
#ifndef SEMA_TEXT_H
#define SEMA_TEXT_H

#include "base/decimal.h"

/* Bytes `start` to before `end` of the text looked at; both 0 if nothing was found. */
struct text_place {
    size_t start, end;
};

static inline bool text_place_is_found(struct text_place place)
{
    return place.end > place.start;
}

/*
 * How alike the two texts are, 0 to 1: twice the pairs of neighbouring characters that they share
 * over all pairs of both (Dice 1945, on multisets). 0 if one has no character. `scratch` may be
 * reset afterwards.
 */
struct rational text_similarity(struct arena *scratch, struct str a, struct str b);

/*
 * How much of what `a` speaks of `b` speaks of too, 0 to 1: the share of the different pairs of
 * neighbouring ideographs (and of letters) in `a` that occur in `b`. 1 if `a` has none.
 */
struct rational text_overlap(struct arena *scratch, struct str a, struct str b);

/*
 * The last clause of a text that breaks off in the middle of a sentence: behind an opening bracket,
 * a comma, a word that something must follow (“以及”, “统筹项”). Not found for a whole sentence, a
 * noun phrase, a title or the end of a list, with a full stop or without.
 */
struct text_place text_cut_off(struct str text);

/*
 * A caption, word or punctuation mark that stands twice in a row (“依据：依据：”, “进一步进一步”, “，，”), or
 * the second half of a text that was pasted twice. Reduplication that is good Chinese (逐项逐项, and
 * 大学大学生, 集团集团化, where the second begins another word) is not found.
 */
struct text_place text_doubled(struct str text);

#endif
