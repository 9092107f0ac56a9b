/* rule_guess.c - what a rule's terms can come to, when of a thing no more is known than its sort. */
#include "sema/rule_sort.h"

/* Kinds of values, and truths, as bits. */
enum {
    NO_VALUE = 1u << RULE_ABSENT | 1u << RULE_UNKNOWN,
    ANY_VALUE = (1u << RULE_ANY) - 1,
    TEXTS = 1u << RULE_TEXT | 1u << RULE_NAME,
    QUANTITIES = 1u << RULE_QUANTITY,
    IS_TRUE = 1u << TRUTH_TRUE,
    IS_FALSE = 1u << TRUTH_FALSE,
    IS_NEITHER = 1u << TRUTH_ABSENT | 1u << TRUTH_UNKNOWN,
    ANY_TRUTH = IS_TRUE | IS_FALSE | IS_NEITHER,
};

/* The kinds of values that a term may come to; known: things of the sort all have the same one. */
struct guess {
    unsigned kinds;
    bool is_known;
};

static struct guess guess_value(struct rule_guesser *g, const struct rule_term *term);

/* ---- things -------------------------------------------------------------------------------------- */

static bool is_thing(const struct rule_guesser *g, const struct rule_term *term)
{
    bool is_project =
        term->operation == TERM_PROJECT || (term->operation == TERM_ELEMENT && term->index == 0 &&
                                            term->type.subject == SUBJECT_PROJECT);
    if (is_project || g->owner == RULE_OF_PROJECT)
        return is_project && g->owner == RULE_OF_PROJECT;
    return term->operation == TERM_ELEMENT && term->index == g->owner;
}

static bool has_fact(const struct rule_guesser *g, unsigned char fact)
{
    return g->glance->facts[FACTS] & fact;
}

static struct guess unknown(unsigned kinds)
{
    return (struct guess){kinds, false};
}

/* Whatever a term of this type may come to. */
static struct guess unknown_of(const struct rule_type *type)
{
    const unsigned named = TEXTS | 1u << RULE_OBJECT;
    if (type->kind == RULE_ANY || type->kind == RULE_ABSENT)
        return unknown(ANY_VALUE);
    return unknown((named >> type->kind & 1 ? named : 1u << type->kind) | NO_VALUE);
}

/* What all things of the sort have. */
static struct guess known_all(void)
{
    return (struct guess){ANY_VALUE, true};
}

/* The same, as that of the one at hand shows. */
static struct guess known(struct rule_guesser *g, const struct rule_term *term)
{
    struct rule_value value;
    g->run.steps = RULE_STEPS_FREE;
    rule_evaluate(&g->run, term, &value);
    return (struct guess){1u << value.kind, g->run.steps > 0};
}

/* Whether the glance tells of the field: not if only a file's own framework asks for it. */
static bool sees(const struct rule_guesser *g, const struct word *word)
{
    return g->knows && word->id < WORD_COUNT && (g->asked & rule_field_bit(word));
}

static bool is_filled(const struct rule_guesser *g, const struct rule_term *term)
{
    return term->operation == TERM_FIELD && is_thing(g, term->left) && sees(g, term->word) &&
           (g->glance->filled & rule_field_bit(term->word));
}

/* Whether the framework and the sort decide the term. */
static bool is_settled(const struct rule_guesser *g, const struct rule_term *term)
{
    return term->is_settled &&
           (term->owner == RULE_OF_PROJECT || (term->owner == g->owner && g->knows));
}

static bool is_written(const struct rule_guesser *g, const struct word *word)
{
    return !sees(g, word) || (g->glance->fields & rule_field_bit(word));
}

/* ---- members ------------------------------------------------------------------------------------- */

static struct guess guess_indicator(struct rule_guesser *g, const struct rule_term *term)
{
    switch ((enum rule_member)term->index) {
    case MEMBER_INDICATOR_TARGET:
        return unknown(1u << RULE_OBJECT);
    case MEMBER_INDICATOR_NAME:
    case MEMBER_INDICATOR_LIBRARY:
        return unknown(TEXTS | 1u << RULE_ABSENT);
    case MEMBER_INDICATOR_LEVEL_ONE:
    case MEMBER_INDICATOR_LEVEL_TWO:
    case MEMBER_INDICATOR_DIRECTION:
        return known_all();
    case MEMBER_INDICATOR_PREVIOUS:
        return has_fact(g, GLANCE_PREVIOUS) ? unknown(1u << RULE_OBJECT) : known(g, term);
    default:
        return unknown_of(&term->type);
    }
}

static bool is_text(unsigned char kind)
{
    return kind == VALUE_TEXT || kind == VALUE_TITLE;
}

/* A side of the target: its kind is known. */
static struct guess guess_side(struct rule_guesser *g, const struct rule_term *term)
{
    const unsigned char *facts = g->glance->facts;
    struct guess guess = known(g, term);
    if (is_text(facts[FACT_LOW]) || is_text(facts[FACT_HIGH]))
        return unknown(TEXTS | NO_VALUE);
    guess.is_known &= !(guess.kinds & ~(unsigned)NO_VALUE);
    return guess;
}

static struct guess guess_target(struct rule_guesser *g, const struct rule_term *term)
{
    unsigned char kind = g->glance->facts[FACT_LOW];
    bool is_hidden = has_fact(g, GLANCE_HIDDEN);
    switch ((enum rule_member)term->index) {
    case MEMBER_TARGET_RELATION:
    case MEMBER_TARGET_IS_QUANTITY:
    case MEMBER_TARGET_IS_QUALITATIVE:
        return known_all();
    case MEMBER_TARGET_KIND:
    case MEMBER_TARGET_IS_LEGAL:
        return kind == VALUE_QUANTITY && is_hidden ? unknown_of(&term->type) : known_all();
    case MEMBER_TARGET_UNIT:
        return kind == VALUE_QUANTITY ? unknown(TEXTS | NO_VALUE) : known(g, term);
    case MEMBER_TARGET_SCALE:
        return kind == VALUE_GRADE && is_hidden ? unknown_of(&term->type) : known_all();
    case MEMBER_TARGET_TEXT:
        return is_text(kind) ? unknown(TEXTS | NO_VALUE) : known(g, term);
    case MEMBER_TARGET_VALUE:
    case MEMBER_TARGET_LOW:
    case MEMBER_TARGET_HIGH:
        return guess_side(g, term);
    default:
        return unknown_of(&term->type);
    }
}

/* Of a line or task: what FACT_HAS tells, a bit each in this order. */
static const enum rule_member line_parts[] = {
    MEMBER_LINE_TASK,
    MEMBER_LINE_PRICE,
    MEMBER_LINE_QUANTITY,
    MEMBER_LINE_FORMULA,
    MEMBER_LINE_STANDARD,
    MEMBER_LINE_ECONOMIC_NAME,
    MEMBER_LINE_FUNCTIONAL_NAME,
};

static struct guess guess_line(struct rule_guesser *g, const struct rule_term *term)
{
    enum rule_member member = term->index == MEMBER_TASK_TASK ? MEMBER_LINE_TASK : term->index;
    bool is_text =
        member != MEMBER_LINE_TASK && member != MEMBER_LINE_PRICE && member != MEMBER_LINE_QUANTITY;
    for (unsigned i = 0; i < sizeof line_parts / sizeof line_parts[0]; i++) {
        if (line_parts[i] != member)
            continue;
        if (!(g->glance->facts[FACT_HAS] >> i & 1))
            return known(g, term);
        return is_text ? unknown_of(&term->type) : unknown(1u << term->type.kind);
    }
    return unknown_of(&term->type);
}

static struct guess guess_project(struct rule_guesser *g, const struct rule_term *term)
{
    bool is_missing = term->index == MEMBER_PROJECT_PREVIOUS && !has_fact(g, GLANCE_PREVIOUS);
    return is_missing || term->index == MEMBER_PROJECT_MULTI_YEAR ? known(g, term)
                                                                  : unknown_of(&term->type);
}

/* A member of the thing itself. */
static struct guess guess_member(struct rule_guesser *g, const struct rule_term *term)
{
    switch (g->subject) {
    case SUBJECT_INDICATOR:
        return guess_indicator(g, term);
    case SUBJECT_LINE:
    case SUBJECT_TASK:
        return guess_line(g, term);
    case SUBJECT_PROJECT:
        return guess_project(g, term);
    case SUBJECT_TEXT:
        return term->index == MEMBER_TEXT_CAPTION ? known(g, term)
                                                  : unknown(TEXTS | 1u << RULE_ABSENT);
    default:
        return unknown_of(&term->type);
    }
}

static struct guess guess_part(struct rule_guesser *g, const struct rule_term *term)
{
    const struct rule_term *of = term->left;
    if (term->yields_many)
        return unknown_of(&term->type);
    if (is_thing(g, of) && term->operation == TERM_FIELD)
        return is_written(g, term->word) ? unknown_of(&term->type) : known(g, term);
    if (is_thing(g, of))
        return g->knows ? guess_member(g, term) : unknown_of(&term->type);
    if (g->knows && of->operation == TERM_MEMBER && of->index == MEMBER_INDICATOR_TARGET &&
        is_thing(g, of->left) && term->operation == TERM_MEMBER)
        return guess_target(g, term);
    struct guess left = guess_value(g, of);
    return left.kinds & ~(unsigned)NO_VALUE ? unknown_of(&term->type) : left;
}

/* ---- collections --------------------------------------------------------------------------------- */

/* Whether a project's collection has nothing in it. */
static bool lacks(const struct rule_guesser *g, const struct rule_term *term)
{
    unsigned char lacks = g->glance->facts[FACT_LACKS];
    switch ((enum rule_member)term->index) {
    case MEMBER_PROJECT_INDICATORS:
        return lacks & 1;
    case MEMBER_PROJECT_LINES:
    case MEMBER_PROJECT_TASKS:
        return lacks & 2;
    case MEMBER_PROJECT_PLAN_YEARS:
        return lacks & 4;
    case MEMBER_PROJECT_SAFEGUARDS:
        return lacks & 8;
    default:
        return false;
    }
}

/* Whether a term has no elements for sure; whether some may be missing is not asked. */
static bool is_empty(struct rule_guesser *g, const struct rule_term *term)
{
    if (!term->type.is_many)
        return !(guess_value(g, term).kinds & ~(unsigned)NO_VALUE);
    if (term->operation == TERM_FILTER || (term->operation == TERM_CALL && term->left))
        return is_empty(g, term->left);
    if (term->operation != TERM_FIELD && term->operation != TERM_MEMBER)
        return false;
    if (!term->yields_many || !is_thing(g, term->left))
        return is_empty(g, term->left);
    if (term->operation == TERM_FIELD)
        return !is_written(g, term->word);
    if (!g->knows)
        return false;
    if (term->index == MEMBER_INDICATOR_PARTS)
        return !has_fact(g, GLANCE_PARTS_SUM);
    return g->subject == SUBJECT_PROJECT && lacks(g, term);
}

/* ---- values ------------------------------------------------------------------------------------- */

static bool lacks_kind(struct rule_guesser *g, const struct rule_term *term, unsigned kinds)
{
    return !term->type.is_many && !(guess_value(g, term).kinds & kinds);
}

/* What a call has no value without: of its first argument, or of the first two. */
static bool call_lacks(struct rule_guesser *g, const struct rule_term *term)
{
    switch ((enum rule_function)term->index) {
    case FUNCTION_LENGTH:
    case FUNCTION_CAPTION:
        return lacks_kind(g, term->left, TEXTS);
    case FUNCTION_PLACES:
        return lacks_kind(g, term->left, QUANTITIES);
    case FUNCTION_YEAR_OF:
        return lacks_kind(g, term->left, 1u << RULE_DATE);
    case FUNCTION_DAYS:
        return lacks_kind(g, term->left, 1u << RULE_PERIOD);
    case FUNCTION_SIMILARITY:
    case FUNCTION_OVERLAP:
        return lacks_kind(g, term->left, TEXTS) || lacks_kind(g, term->right, TEXTS);
    case FUNCTION_MAXIMUM:
    case FUNCTION_MINIMUM:
        return is_empty(g, term->left);
    case FUNCTION_JOIN:
        for (unsigned i = 0; i < term->argument_count; i++) {
            if (!is_empty(g, term->arguments[i]))
                return false;
        }
        return true;
    default:
        return false;
    }
}

static struct guess guess_call(struct rule_guesser *g, const struct rule_term *term)
{
    if (call_lacks(g, term))
        return unknown(NO_VALUE);
    return term->index == FUNCTION_ROUND ? unknown(guess_value(g, term->left).kinds | NO_VALUE)
                                         : unknown_of(&term->type);
}

static struct guess guess_value(struct rule_guesser *g, const struct rule_term *term)
{
    if (!term->type.is_many && is_settled(g, term))
        return known_all();
    switch (term->operation) {
    case TERM_CONSTANT:
        return (struct guess){1u << term->constant.kind, true};
    case TERM_WORDS:
        return (struct guess){1u << RULE_NAME, true};
    case TERM_ELEMENT:
    case TERM_PROJECT:
        return unknown(is_thing(g, term) ? 1u << RULE_OBJECT : ANY_VALUE);
    case TERM_FIELD:
    case TERM_MEMBER:
        return guess_part(g, term);
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
        if (lacks_kind(g, term->left, QUANTITIES) || lacks_kind(g, term->right, QUANTITIES))
            return unknown(NO_VALUE);
        return unknown(QUANTITIES | NO_VALUE);
    case TERM_NEGATE:
        return unknown(guess_value(g, term->left).kinds);
    case TERM_CALL:
        return guess_call(g, term);
    case TERM_FILTER:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        break;
    }
    return unknown_of(&term->type);
}

/* ---- truths -------------------------------------------------------------------------------------- */

/* The truth that all things of the sort have, as that of the one at hand shows. */
static unsigned known_truth(struct rule_guesser *g, const struct rule_term *term)
{
    g->run.steps = RULE_STEPS_FREE;
    enum rule_truth truth = rule_truth_now(&g->run, term);
    return g->run.steps > 0 ? 1u << truth : ANY_TRUTH;
}

/* 非: what is neither stays so. */
static unsigned turned(unsigned truths)
{
    return (truths & IS_NEITHER) | (truths & IS_TRUE ? IS_FALSE : 0) |
           (truths & IS_FALSE ? IS_TRUE : 0);
}

static unsigned guess_and(unsigned left, unsigned right)
{
    unsigned truths = 0;
    for (enum rule_truth a = 0; a <= TRUTH_UNKNOWN; a++) {
        for (enum rule_truth b = 0; b <= TRUTH_UNKNOWN; b++)
            truths |= left >> a & right >> b & 1 ? 1u << rule_truth_and(a, b) : 0;
    }
    return truths;
}

/* Whether values of these kinds compare at all. (rule_compare.c) */
static bool may_compare(unsigned left, unsigned right)
{
    const unsigned named = TEXTS | 1u << RULE_OBJECT;
    return (left & right & ~(unsigned)NO_VALUE) || (left & named && right & named);
}

/* The number of elements, of which there are none but those that are missing, against a constant. */
static unsigned guess_count(const struct rule_term *term)
{
    struct rule_value none = {
        .kind = RULE_QUANTITY, .amount = rational_whole(0), .measure = measure_one()};
    unsigned truths = 1u << rule_compare(&none, term->relation, &term->right->constant);
    none.is_least = true;
    return truths | 1u << rule_compare(&none, term->relation, &term->right->constant);
}

/* Whether a length is that of a name with less bytes than the number that it is compared with. */
static bool is_short(const struct rule_guesser *g, const struct rule_term *term)
{
    const struct rule_term *left = term->left, *name = left->left;
    return g->knows && left->operation == TERM_CALL && left->index == FUNCTION_LENGTH &&
           name->operation == TERM_MEMBER && name->index == MEMBER_INDICATOR_NAME &&
           is_thing(g, name->left) && term->right->operation == TERM_CONSTANT &&
           (g->glance->facts[FACT_TEXTS] & TEXTS_SHORT) &&
           rational_compare(term->right->constant.amount, rational_whole(SHORT_NAME)) > 0;
}

static unsigned guess_compare(struct rule_guesser *g, const struct rule_term *term)
{
    const struct rule_term *left = term->left;
    enum rule_truth truth;
    if (g->knows && g->subject == SUBJECT_INDICATOR && rule_bound_tells(g, term, &truth))
        return 1u << truth;
    if (left->operation == TERM_CALL && left->index == FUNCTION_COUNT &&
        term->right->operation == TERM_CONSTANT && is_empty(g, left->left))
        return guess_count(term);
    if (is_short(g, term)) /* as 0 does, if it has a length */
        return guess_count(term) | IS_NEITHER;
    struct guess one = guess_value(g, left), other = guess_value(g, term->right);
    if (one.is_known && other.is_known)
        return known_truth(g, term);
    return may_compare(one.kinds, other.kinds) ? ANY_TRUTH : IS_NEITHER;
}

/* 有 and 空, as if it were 有: UNKNOWN is what may be missing, and what was written and reported. */
static unsigned guess_has(struct rule_guesser *g, const struct rule_term *call)
{
    const struct rule_term *term = call->left;
    if (is_filled(g, term))
        return IS_TRUE;
    if (term->type.is_many)
        return is_empty(g, term) ? IS_FALSE | 1u << TRUTH_UNKNOWN : ANY_TRUTH;
    struct guess guess = guess_value(g, term);
    if (guess.is_known)
        return call->index == FUNCTION_HAS ? known_truth(g, call) : turned(known_truth(g, call));
    unsigned truths = guess.kinds & ~(unsigned)NO_VALUE ? IS_TRUE : 0;
    truths |= guess.kinds & (1u << RULE_ABSENT | 1u << RULE_NAME) ? IS_FALSE : 0;
    truths |= guess.kinds & 1u << RULE_UNKNOWN ? IS_TRUE | 1u << TRUTH_UNKNOWN : 0;
    return truths;
}

/* 包含 and 匹配. */
static unsigned guess_holds(struct rule_guesser *g, const struct rule_term *term)
{
    const struct rule_term *left = term->left;
    if (left->type.is_many)
        return is_empty(g, left) ? ANY_TRUTH & ~(unsigned)IS_TRUE : ANY_TRUTH;
    struct guess guess = guess_value(g, left);
    if (!(guess.kinds & TEXTS))
        return IS_NEITHER;
    bool is_known = guess.is_known && (term->pattern || guess_value(g, term->right).is_known);
    return is_known ? known_truth(g, term) : ANY_TRUTH;
}

/* Whether the term is made of texts of a line, none of which may have an equals sign. */
static bool is_without_sums(const struct rule_guesser *g, const struct rule_term *term)
{
    bool is_line = g->subject == SUBJECT_LINE || g->subject == SUBJECT_TASK;
    if (!g->knows || !is_line || (g->glance->facts[FACT_TEXTS] & TEXTS_EQUATE))
        return false;
    if (term->operation == TERM_CALL && term->index == FUNCTION_JOIN) {
        unsigned i = 0;
        while (i < term->argument_count && is_without_sums(g, term->arguments[i]))
            i++;
        return i == term->argument_count;
    }
    if (term->operation == TERM_MEMBER && term->index == MEMBER_BASIS_TEXT)
        term = term->left;
    bool is_own = term->operation == TERM_FIELD
                      ? sees(g, term->word)
                      : term->operation == TERM_MEMBER &&
                            (term->index == MEMBER_LINE_NAME || term->index == MEMBER_TASK_NAME);
    return is_own && is_thing(g, term->left);
}

static unsigned guess_call_truth(struct rule_guesser *g, const struct rule_term *term)
{
    switch ((enum rule_function)term->index) {
    case FUNCTION_HAS:
        return guess_has(g, term);
    case FUNCTION_BLANK:
        return turned(guess_has(g, term));
    case FUNCTION_ANY:
        return is_empty(g, term->left) ? ANY_TRUTH & ~(unsigned)IS_TRUE : ANY_TRUTH;
    case FUNCTION_ALL:
    case FUNCTION_UNIQUE:
        return is_empty(g, term->left) ? ANY_TRUTH & ~(unsigned)IS_FALSE : ANY_TRUTH;
    case FUNCTION_CONTAINS:
    case FUNCTION_MATCHES:
        return guess_holds(g, term);
    case FUNCTION_MISCALCULATED:
        if (is_without_sums(g, term->left))
            return IS_FALSE | IS_NEITHER;
        return lacks_kind(g, term->left, TEXTS) ? IS_NEITHER : ANY_TRUTH;
    case FUNCTION_CUT_OFF:
    case FUNCTION_DOUBLED:
        return lacks_kind(g, term->left, TEXTS) ? IS_NEITHER : ANY_TRUTH;
    case FUNCTION_MENTIONS:
        return lacks_kind(g, term->left, TEXTS) || lacks_kind(g, term->right, TEXTS) ? IS_NEITHER
                                                                                     : ANY_TRUTH;
    case FUNCTION_AGREE:
        return lacks_kind(g, term->left, QUANTITIES) || lacks_kind(g, term->right, QUANTITIES)
                   ? IS_NEITHER
                   : ANY_TRUTH;
    case FUNCTION_WEAKENED:
        return lacks_kind(g, term->left, 1u << RULE_OBJECT) ||
                       lacks_kind(g, term->right, 1u << RULE_OBJECT)
                   ? IS_NEITHER
                   : ANY_TRUTH;
    default:
        return ANY_TRUTH;
    }
}

/* A term that is a truth by itself. */
static unsigned guess_read(struct rule_guesser *g, const struct rule_term *term)
{
    struct guess guess = guess_value(g, term);
    if (guess.is_known)
        return known_truth(g, term);
    return guess.kinds & 1u << RULE_TRUTH ? ANY_TRUTH : IS_NEITHER;
}

unsigned rule_guess(struct rule_guesser *g, const struct rule_term *term)
{
    bool is_own = term->slot && term->owner == g->owner && !term->is_kept;
    if (is_own && g->states && g->states[term->slot])
        return 1u << (g->states[term->slot] - 1);
    bool is_of_project = term->slot && term->owner == RULE_OF_PROJECT && !term->is_kept;
    if (is_of_project && term->is_settled && g->whole_states && g->whole_states[term->slot])
        return 1u << (g->whole_states[term->slot] - 1);
    if (is_settled(g, term))
        return known_truth(g, term);
    switch (term->operation) {
    case TERM_NOT:
        return turned(rule_guess(g, term->left));
    case TERM_AND:
        return guess_and(rule_guess(g, term->left), rule_guess(g, term->right));
    case TERM_OR:
        return turned(
            guess_and(turned(rule_guess(g, term->left)), turned(rule_guess(g, term->right))));
    case TERM_COMPARE:
        return guess_compare(g, term);
    case TERM_BETWEEN:
    case TERM_AMONG:
        return lacks_kind(g, term->left, ~(unsigned)NO_VALUE) ? IS_NEITHER : ANY_TRUTH;
    case TERM_CALL:
        return guess_call_truth(g, term);
    case TERM_CONSTANT:
    case TERM_ELEMENT:
    case TERM_PROJECT:
    case TERM_WORDS:
    case TERM_FIELD:
    case TERM_MEMBER:
    case TERM_FILTER:
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
    case TERM_NEGATE:
        break;
    }
    return guess_read(g, term);
}
