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
 * over all pairs of both (Dice 1945, on multisets). Less than `least` is no likeness and given as 0,
 * which is soon told of most. `scratch` may be reset afterwards.
 */
struct rational text_similarity(struct arena *scratch, struct str a, struct str b,
                                struct rational least);

/*
 * How much of what `a` speaks of `b` speaks of too, 0 to 1: the share of the different pairs of
 * neighbouring ideographs (and of letters) in `a` that occur in `b`. 1 if `a` has none.
 */
struct rational text_overlap(struct arena *scratch, struct str a, struct str b);

/* Whether `text` speaks of something that `wanted` does: whether their overlap is more than 0. */
bool text_mentions(struct arena *scratch, struct str text, struct str wanted);

/*
 * The pairs of a text that others are asked for, and whether one of them has one, for sure: most that
 * mention it are told by that. `wanted` must live as long.
 */
enum { TEXT_PAIR_BITS = 2048 };
struct text_pairs {
    struct str wanted;
    uint64_t bits[TEXT_PAIR_BITS / 64]; /* by hash */
};
struct text_pairs text_pairs_of(struct str wanted);
bool text_has_pair(const struct text_pairs *pairs, struct str text);

/*
 * Whether the words in front of a quantity speak of `name`: their last clause has four fifths of the
 * pairs of its ideographs, its closing “数量”, “人数”, “长度” and the like left aside.
 */
bool text_speaks_of(struct arena *scratch, struct str words, struct str name);

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

/* The caption that the text begins with, “可行性” of “可行性：为……”: 2 to 8 ideographs before a colon. */
struct text_place text_caption(struct str text);

/*
 * What a glance at a text leaves open: a bit for each of the three above that may be found. Most texts
 * have none, and need no closer look.
 */
enum {
    TEXT_MAY_BE_CUT_OFF = 1,
    TEXT_MAY_BE_DOUBLED = 2,
    TEXT_MAY_HAVE_CAPTION = 4,
    TEXT_GLANCES = 8,
};
unsigned text_glance(struct str text);

/*
 * Marks those of the texts that share one clause of at least 8 characters, whatever adverbs it begins
 * with (“及时完成课程建设工作”, “有效地完成课程建设工作”): those of the clause that most of them share. Returns
 * how many that are, 0 if no two share one.
 */
size_t text_share_clause(struct arena *scratch, const struct str *texts, size_t count,
                         bool *shares);

/* The next year from 1900 to 2100 that stands in the text at or behind byte `*at`, as four digits that
 * are no part of a longer number; `*at` is moved behind it. 0 if there is none. */
int text_next_year(struct str text, size_t *at);

#endif
