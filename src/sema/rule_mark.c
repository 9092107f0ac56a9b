/* rule_mark.c - what many rules look for in the same text, looked for once. */
#include "sema/rule_choice.h"
#include "sema/rule_slot.h"

enum {
    MARKS = 64,
    WORTH_IT = 4, /* who ask of a text, before it is read for all of them */
};

/* One who asks: a list of words, a pattern or a slip, with a mark of its own. */
struct asker {
    const struct word_list *words;
    struct str pattern;
    unsigned slip; /* 叠写, 截断 and 栏名: what a glance leaves open */
    bool is_void;  /* not all of its words are to be had: nobody uses the mark */
};

/* A text that is asked of, with a slot. */
struct asked {
    unsigned count; /* of who ask */
    struct rule_marks *marks;
    struct asker *askers;
    unsigned asker_count;
};

struct marking {
    struct arena *arena;
    struct rule_slots *slots;
    struct asked *asked[SUBJECT_NONE]; /* by slot */
    bool gives; /* the second time: those that are worth it get their marks */
};

/* Enters a word of a mark; false if it is not to be had. */
static bool enter_word(struct marking *m, struct rule_marks *marks, struct str word, unsigned mark)
{
    return word_marks_add(&marks->words, m->arena, word, (uint64_t)1 << mark);
}

/* Enters what the asker looks for. */
static bool enter(struct marking *m, struct rule_marks *marks, const struct asker *asker,
                  unsigned mark)
{
    bool is_exact, fits = true;
    for (unsigned seen = 0; seen < TEXT_GLANCES; seen++)
        marks->by_slips[seen] |= seen & asker->slip ? (uint64_t)1 << mark : 0;
    marks->has_slips |= asker->slip != 0;
    for (unsigned i = 0; asker->words && i < asker->words->count && fits; i++)
        fits = enter_word(m, marks, asker->words->words[i], mark);
    if (asker->words || asker->slip)
        return fits;
    const struct text_pattern_word *words = text_pattern_words(m->arena, asker->pattern, &is_exact);
    fits = words != NULL;
    for (const struct text_pattern_word *w = words; w && fits; w = w->next)
        fits = enter_word(m, marks, w->word, mark);
    if (fits && is_exact)
        marks->exact |= (uint64_t)1 << mark;
    return fits;
}

/* What a glance at the text leaves open of the call. */
static unsigned slip_of(const struct rule_term *call)
{
    return call->index == FUNCTION_CUT_OFF   ? TEXT_MAY_BE_CUT_OFF
           : call->index == FUNCTION_DOUBLED ? TEXT_MAY_BE_DOUBLED
           : call->index == FUNCTION_CAPTION ? TEXT_MAY_HAVE_CAPTION
                                             : 0;
}

/* The mark of who asks by the call, and 1; 0 if there is none. */
static unsigned mark_of(struct marking *m, struct asked *asked, const struct rule_term *call)
{
    struct asker asker = {.slip = slip_of(call)};
    if (call->index == FUNCTION_MATCHES)
        asker.pattern = call->right->constant.text;
    else if (call->index == FUNCTION_CONTAINS)
        asker.words = call->right->words;
    unsigned i = 0;
    while (i < asked->asker_count &&
           (asked->askers[i].words != asker.words || asked->askers[i].slip != asker.slip ||
            !str_equal(asked->askers[i].pattern, asker.pattern)))
        i++;
    if (i == MARKS)
        return 0;
    if (i == asked->asker_count) {
        asker.is_void = !enter(m, asked->marks, &asker, i);
        asked->askers[asked->asker_count++] = asker;
    }
    return asked->askers[i].is_void ? 0 : i + 1;
}

/* Gives the call a mark, and its text what is looked for in it. */
static void give(struct marking *m, struct asked *asked, struct rule_term *call)
{
    if (!asked->marks) {
        asked->marks = ARENA_NEW(m->arena, struct rule_marks);
        asked->askers = ARENA_ARRAY(m->arena, struct asker, MARKS);
    }
    call->mark = (unsigned char)mark_of(m, asked, call);
    ((struct rule_term *)call->left)->marks = asked->marks;
}

/* Of a pattern without a mark: the words that it needs, many of which are found at once. */
static void note_needed(struct marking *m, struct rule_term *term)
{
    bool fits = true, is_exact;
    struct word_set *set = ARENA_NEW(m->arena, struct word_set);
    const struct text_pattern_word *words =
        text_pattern_words(m->arena, term->right->constant.text, &is_exact);
    for (const struct text_pattern_word *w = words; w && fits; w = w->next)
        fits = word_set_add(set, m->arena, w->word, w);
    if (!words || !fits)
        return;
    term->needed = set;
    term->is_enough = is_exact;
}

/* Whether the call looks for something in one text that has a slot. */
static bool is_asking(const struct rule_term *term)
{
    return term->operation == TERM_CALL && term->left && term->left->slot &&
           !term->left->type.is_many &&
           (term->index == FUNCTION_MATCHES || slip_of(term) ||
            (term->index == FUNCTION_CONTAINS && term->right->operation == TERM_WORDS));
}

static void mark_all(struct marking *m, const struct rule_term *term)
{
    const struct rule_term *inner;
    if (is_asking(term)) {
        struct asked *asked =
            &m->asked[rule_owner(term->left, term->left->owner)][term->left->slot];
        if (!m->gives)
            asked->count++;
        else if (asked->count >= WORTH_IT)
            give(m, asked, (struct rule_term *)term);
    }
    if (m->gives && term->operation == TERM_CALL && term->index == FUNCTION_MATCHES && !term->mark)
        note_needed(m, (struct rule_term *)term);
    for (unsigned i = 0; (inner = rule_part(term, i)) != NULL; i++)
        mark_all(m, inner);
}

/* The call with a mark that the term cannot be TRUE without: itself, or 栏名 that it is about; or NULL. */
static const struct rule_term *marked_call(const struct rule_term *term)
{
    if (term->operation == TERM_CALL && term->mark)
        return term;
    bool is_about = term->operation == TERM_COMPARE ||
                    (term->operation == TERM_CALL &&
                     (term->index == FUNCTION_MATCHES || term->index == FUNCTION_CONTAINS));
    const struct rule_term *call = is_about ? term->left : NULL;
    bool is_caption =
        call && call->operation == TERM_CALL && call->index == FUNCTION_CAPTION && call->mark;
    return is_caption ? call : NULL;
}

const struct rule_term *rule_marks_needed(const struct rule_test *tests, int start, unsigned count,
                                          uint64_t *marks)
{
    const struct rule_term *text = NULL;
    uint64_t missed = 0;
    *marks = 0;
    for (unsigned i = 0; i < count; i++) {
        const struct rule_term *call = marked_call(tests[i].term);
        if (!call || tests[i].truth != TRUTH_TRUE || call->left->owner != 0 ||
            (text && call->left->slot != text->slot))
            continue;
        text = call->left;
        *marks |= (uint64_t)1 << (call->mark - 1);
        missed |= (uint64_t)1 << i;
    }
    return text && !rule_may_fail_without(tests, start, count, missed) ? text : NULL;
}

static void mark_rules(struct marking *m, const struct rule *rules)
{
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        if (rule->when)
            mark_all(m, rule->when);
        if (rule->require)
            mark_all(m, rule->require);
    }
}

void rule_marks_give(struct arena *a, const struct library *library, struct rule_slots *slots)
{
    struct marking m = {.arena = a, .slots = slots};
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++)
        m.asked[subject] = ARENA_ARRAY(a, struct asked, slots->values[subject] + 1);
    for (unsigned pass = 0; pass < 2; pass++) {
        m.gives = pass > 0;
        mark_rules(&m, library->rules);
        for (const struct framework *f = library->frameworks; f; f = f->next)
            mark_rules(&m, f->rules ? f->rules->rules : NULL);
    }
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++) {
        unsigned text = slots->text[subject];
        slots->sought[subject] = text ? m.asked[subject][text].marks : NULL;
    }
}

/* ---- texts that come back ----------------------------------------------------------------------- */

/*
 * 年度统计报表, 任务完成率, 《收费标准》: the same short texts stand in thousands of projects. A thread keeps
 * the marks of those that it met last, each in the one place that its hash has; they tell no more than
 * the text does.
 */
enum { MET_PLACES = 1024, MET_LENGTH = 111 };
struct rule_met {
    const struct rule_marks *sought; /* NULL: nothing is here */
    uint64_t marks;
    unsigned char length;
    char bytes[MET_LENGTH];
};

/* A place by the length, the beginning and the end of the text: short ones that differ do so there. */
static size_t place_of_ends(struct str text)
{
    const uint64_t odd = 0x9E3779B97F4A7C15u;
    uint64_t first = text.len, last = 0;
    if (text.len >= sizeof first) {
        first += str_eight(text.ptr);
        last = str_eight(text.ptr + text.len - sizeof last);
    } else if (text.len >= sizeof(uint32_t)) {
        first += (uint64_t)str_four(text.ptr) << 32;
        last = str_four(text.ptr + text.len - sizeof(uint32_t));
    }
    return (first * odd ^ last) * odd >> 32 & (MET_PLACES - 1);
}

/* Where the text is kept, or may be; NULL: nowhere. */
static struct rule_met *place_of(const struct rule_store *store, struct str text)
{
    struct chosen_rules *chosen = store->chosen;
    /* What a framework of the file's own works out does not outlive the file. */
    if (text.len > MET_LENGTH || chosen->arena == store->arena)
        return NULL;
    if (!chosen->met)
        chosen->met = ARENA_ARRAY(chosen->arena, struct rule_met, MET_PLACES);
    return &chosen->met[place_of_ends(text)];
}

/* The marks of a text. */
static uint64_t marks_in(const struct rule_marks *sought, struct str text)
{
    uint64_t marks = word_marks_in(&sought->words, text);
    return sought->has_slips ? marks | sought->by_slips[text_glance(text)] : marks;
}

uint64_t rule_marks_in(const struct rule_store *store, const struct rule_marks *sought,
                       struct str text)
{
    struct rule_met *met = place_of(store, text);
    if (!met)
        return marks_in(sought, text);
    if (met->sought != sought || !str_equal((struct str){met->bytes, met->length}, text)) {
        *met = (struct rule_met){sought, marks_in(sought, text), (unsigned char)text.len, {0}};
        memcpy(met->bytes, text.ptr, text.len);
    }
    return met->marks;
}

uint64_t rule_marks_of(struct rule_run *run, const struct rule_term *term, struct rule_row *row)
{
    struct str words;
    const struct rule_value *text = rule_standing(run, term);
    if (row->states[term->slot] == STATE_EMPTY)
        return UINT64_MAX;
    if (!rule_text_of(text, &words))
        return row->marks[term->slot] = 0;
    row->states[term->slot] = STATE_MARKED;
    return row->marks[term->slot] = rule_marks_in(row->store, term->marks, words);
}

int rule_marked(struct rule_run *run, const struct rule_term *term)
{
    struct rule_row *row = rule_row_of(run, term->left);
    unsigned slot = term->left->slot, bit = term->mark - 1u;
    if (!row)
        return MARK_UNSURE;
    if (row->states[slot] != STATE_MARKED)
        rule_marks_of(run, term->left, row);
    if (row->states[slot] == STATE_EMPTY)
        return MARK_UNSURE;
    if (row->states[slot] != STATE_MARKED)
        return (int)rule_truth_without(row->values[slot].kind);
    if (!(row->marks[slot] >> bit & 1))
        return TRUTH_FALSE;
    return term->left->marks->exact >> bit & 1 ? TRUTH_TRUE : MARK_UNSURE;
}
