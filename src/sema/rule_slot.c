/* rule_slot.c - which terms of rules are alike, and their slots. */
#include "sema/rule_sort.h"

/* Terms that are alike: they give the same whatever rule they stand in. */
struct shape {
    struct rule_term *first; /* of those that are alike, chained by their `alike` */
    unsigned hash;
    bool is_asked, is_shared; /* asked for by a rule; and more than once of a thing */
};

struct giving {
    struct arena *arena;
    struct rule_slots *slots;
    struct shape *shapes;      /* `count`, from 1 on */
    unsigned short *found;     /* by hash, the number of a shape; 0: none */
    unsigned count, room;      /* room, of both, is a power of two */
    enum rule_subject subject; /* of the rule at hand */
};

/* What is known of a term from what it is made of. */
struct trait {
    unsigned hash;
    unsigned elements; /* bit n: it speaks of element n, which stands further out */
    unsigned odd;      /* likewise: and that is no thing of a project */
    bool is_settled;   /* the framework alone decides it */
};

/* ---- likeness ---------------------------------------------------------------------------------- */

/* What the term speaks of is the project: it itself, or the subject of a rule about projects. */
static bool is_project(const struct rule_term *term)
{
    return term->operation == TERM_PROJECT ||
           (term->operation == TERM_ELEMENT && term->index == 0 &&
            term->type.subject == SUBJECT_PROJECT);
}

static bool same_constant(const struct rule_value *a, const struct rule_value *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case RULE_TRUTH:
        return a->truth == b->truth;
    case RULE_TEXT:
        return str_equal(a->text, b->text);
    case RULE_NAME:
        return str_equal(a->name.chinese, b->name.chinese) &&
               str_equal(a->name.english, b->name.english);
    case RULE_QUANTITY:
        return a->measure == b->measure && rational_compare(a->amount, b->amount) == 0;
    case RULE_GRADE:
        return a->grade == b->grade;
    case RULE_OBJECT:
        return a->object == b->object;
    case RULE_DATE:
        return date_compare(a->date, b->date) == 0;
    case RULE_ABSENT:
    case RULE_UNKNOWN:
    case RULE_PERIOD:
    case RULE_ANY:
        break;
    }
    return false;
}

/* Whether its right side is a condition on an element of its own, the one of its depth. */
static bool binds(const struct rule_term *term)
{
    return term->operation == TERM_FILTER ||
           (term->operation == TERM_CALL &&
            (term->index == FUNCTION_ALL || term->index == FUNCTION_ANY));
}

/* Whether the terms are alike if element `own` of the one stands for element `other` of the other. */
static bool is_alike(const struct rule_term *a, unsigned own, const struct rule_term *b,
                     unsigned other)
{
    if (is_project(a) || is_project(b))
        return is_project(a) && is_project(b);
    if (a->operation != b->operation || a->relation != b->relation || a->word != b->word ||
        a->words != b->words || a->argument_count != b->argument_count ||
        (binds(a) && a->depth != b->depth))
        return false;
    if (a->operation == TERM_ELEMENT)
        return (a->index == own) == (b->index == other) &&
               (a->index == own || a->index == b->index);
    if (a->index != b->index ||
        (a->operation == TERM_CONSTANT && !same_constant(&a->constant, &b->constant)))
        return false;
    for (unsigned i = 0; rule_part(a, i) || rule_part(b, i); i++) {
        if (!rule_part(a, i) || !rule_part(b, i) ||
            !is_alike(rule_part(a, i), own, rule_part(b, i), other))
            return false;
    }
    return true;
}

/* ---- shapes ------------------------------------------------------------------------------------ */

static unsigned mixed(unsigned hash, size_t value)
{
    const unsigned odd = 0x9E3779B1u;
    return ((hash ^ (unsigned)value) * odd) ^ hash >> 15;
}

static unsigned short *find(const struct giving *g, const struct rule_term *term, unsigned hash)
{
    unsigned at = hash & (g->room - 1);
    for (; g->found[at]; at = (at + 1) & (g->room - 1)) {
        const struct shape *shape = &g->shapes[g->found[at]];
        if (shape->hash == hash && is_alike(shape->first, shape->first->owner, term, term->owner))
            break;
    }
    return &g->found[at];
}

static void make_room(struct giving *g)
{
    enum { FIRST_ROOM = 1024 };
    if (2 * (g->count + 2) <= g->room)
        return;
    unsigned room = g->room ? 2 * g->room : FIRST_ROOM;
    g->shapes =
        arena_grow(g->arena, g->shapes, sizeof *g->shapes, g->room ? g->count + 1 : 0, room);
    g->found = ARENA_ARRAY(g->arena, unsigned short, room);
    g->room = room;
    for (unsigned i = 1; i <= g->count; i++)
        *find(g, g->shapes[i].first, g->shapes[i].hash) = (unsigned short)i;
}

/* Enters the term among its like; until slots are given, its slot is the number of its shape. */
static void enter(struct giving *g, struct rule_term *term, unsigned hash)
{
    make_room(g);
    unsigned short *number = find(g, term, hash);
    if (!*number) {
        *number = (unsigned short)++g->count;
        g->shapes[*number] = (struct shape){.hash = hash};
    }
    struct shape *shape = &g->shapes[*number];
    term->slot = *number;
    term->alike = shape->first;
    shape->first = term;
}

static bool is_worth_a_slot(const struct rule_term *term)
{
    return !term->type.is_many && term->operation != TERM_CONSTANT &&
           term->operation != TERM_ELEMENT && term->operation != TERM_PROJECT &&
           term->operation != TERM_WORDS && term->operation != TERM_NOT &&
           term->operation != TERM_AND && term->operation != TERM_OR;
}

/* Whether a project has a collection of these. */
static bool is_thing(const struct rule_type *type)
{
    return type->kind == RULE_OBJECT && type->subject != SUBJECT_PROJECT &&
           rule_subject_info(type->subject)->runs && type->subject != SUBJECT_PORTFOLIO;
}

static struct trait trait_of_leaf(const struct rule_term *term)
{
    struct trait trait = {term->operation, 0, 0, true};
    if (is_project(term)) {
        trait.hash = TERM_PROJECT;
    } else if (term->operation == TERM_ELEMENT) {
        trait.elements = 1u << term->index;
        trait.odd = is_thing(&term->type) ? 0 : trait.elements;
    } else if (term->operation == TERM_CONSTANT && term->constant.kind == RULE_TEXT) {
        trait.hash = str_hash(term->constant.text);
    } else if (term->operation == TERM_CONSTANT && term->constant.kind == RULE_NAME) {
        trait.hash = str_hash(term->constant.name.chinese);
    } else if (term->operation == TERM_WORDS) {
        trait.hash = str_hash(term->words->name.chinese);
    }
    return trait;
}

/* Enters the term and all that it is made of. */
static struct trait enter_all(struct giving *g, const struct rule_term *term)
{
    struct trait trait = trait_of_leaf(term);
    trait.hash = mixed(trait.hash, (size_t)term->relation << 16 | (size_t)term->operation << 8);
    if (term->operation != TERM_ELEMENT)
        trait.hash = mixed(trait.hash, term->index);
    if (term->operation == TERM_FIELD && term->word->id < WORD_COUNT &&
        term->left->type.kind == RULE_OBJECT && !term->left->type.is_many)
        g->slots->asked[term->left->type.subject] |= rule_field_bit(term->word);
    if (term->word)
        trait.hash = mixed(trait.hash, (size_t)term->word->id + 1);
    const struct rule_term *inner;
    for (unsigned i = 0; (inner = rule_part(term, i)) != NULL; i++) {
        struct trait other = enter_all(g, inner);
        unsigned own = binds(term) && i == 1 ? 1u << term->depth : 0;
        trait.hash = mixed(trait.hash, other.hash);
        trait.elements |= other.elements & ~own;
        trait.odd |= other.odd & ~own;
        trait.is_settled &= other.is_settled;
    }
    trait.is_settled = rule_is_settled(term, trait.is_settled);
    bool is_of_one = (trait.elements & (trait.elements - 1)) == 0 && !trait.odd;
    if (is_of_one && is_worth_a_slot(term)) {
        struct rule_term *entered = (struct rule_term *)term;
        entered->owner = RULE_OF_PROJECT;
        for (unsigned i = 0; i < RULE_OF_PROJECT; i++)
            entered->owner = trait.elements >> i & 1 ? (unsigned char)i : entered->owner;
        entered->is_settled = trait.is_settled;
        enter(g, entered, trait.hash);
    }
    return trait;
}

/* ---- slots ------------------------------------------------------------------------------------- */

/*
 * Notes what a rule asks for, once for each element `current` or oftener. What a term that was met
 * before is made of is asked for no more: the slot answers.
 */
static void ask(struct giving *g, const struct rule_term *term, unsigned current)
{
    struct shape *shape = &g->shapes[term->slot];
    bool is_nested = current != 0 && current != RULE_OF_PROJECT;
    const struct rule_term *inner;
    if (term->slot) {
        bool is_met = shape->is_asked;
        shape->is_asked = true;
        shape->is_shared |=
            is_met || term->owner != current || (is_nested && g->subject != SUBJECT_PROJECT);
        if (is_met)
            return;
    }
    for (unsigned i = 0; (inner = rule_part(term, i)) != NULL; i++)
        ask(g, inner, binds(term) && i == 1 ? term->depth : current);
}

/* Tests know by now where the answers are kept, and who gives them. */
static void renew_tests(struct giving *g, const struct rule_test *tests)
{
    unsigned count = tests ? rule_test_count(tests) : 0;
    for (unsigned i = 0; i < count; i++) {
        struct rule_test *test = (struct rule_test *)&tests[i];
        *test = rule_test_of(test->term, test->truth, test->met, test->missed);
        if (!test->slot)
            rule_search_enter(g->slots, g->arena, test);
    }
}

static void renew_all_tests(struct giving *g, const struct rule_term *term)
{
    const struct rule_term *inner;
    renew_tests(g, term->tests);
    for (unsigned i = 0; (inner = rule_part(term, i)) != NULL; i++)
        renew_all_tests(g, inner);
}

enum pass { PASS_ENTER, PASS_ASK, PASS_TESTS };

static void each_rule(struct giving *g, const struct rule *rules, enum pass pass)
{
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        const struct rule_term *const terms[] = {rule->when, rule->require};
        g->subject = rule->subject;
        for (unsigned i = 0; i < 2 && rule->subject != SUBJECT_PORTFOLIO; i++) {
            if (terms[i] && pass == PASS_TESTS)
                renew_all_tests(g, terms[i]);
            else if (terms[i] && pass == PASS_ASK)
                ask(g, terms[i], rule->subject == SUBJECT_PROJECT ? RULE_OF_PROJECT : 0);
            else if (terms[i])
                enter_all(g, terms[i]);
        }
        if (pass == PASS_TESTS)
            renew_tests(g, rule->tests);
    }
}

static void each_library_rule(struct giving *g, const struct library *library, enum pass pass)
{
    each_rule(g, library->rules, pass);
    for (const struct framework *f = library->frameworks; f; f = f->next)
        each_rule(g, f->rules ? f->rules->rules : NULL, pass);
}

enum rule_subject rule_owner(const struct rule_term *term, unsigned owner)
{
    const struct rule_term *inner;
    enum rule_subject subject = SUBJECT_NONE;
    if (owner == RULE_OF_PROJECT)
        return SUBJECT_PROJECT;
    if (term->operation == TERM_ELEMENT && term->index == owner)
        return term->type.subject;
    for (unsigned i = 0; subject == SUBJECT_NONE && (inner = rule_part(term, i)) != NULL; i++)
        subject = rule_owner(inner, owner);
    return subject;
}

/* Whether a truth may well be known of all things of a sort. */
static bool may_be_known(const struct rule_term *term)
{
    bool is_asked_of_call = term->operation == TERM_CALL &&
                            (term->index == FUNCTION_HAS || term->index == FUNCTION_BLANK);
    return term->is_settled || is_asked_of_call || term->operation == TERM_COMPARE ||
           term->operation == TERM_MEMBER;
}

/* What almost every thing of its subject is asked for: the name of an indicator, what a text says. */
static bool is_own_text(const struct rule_term *term)
{
    return term->operation == TERM_MEMBER && term->left->operation == TERM_ELEMENT &&
           (term->index == MEMBER_INDICATOR_NAME || term->index == MEMBER_TEXT_TEXT);
}

/* Numbers the slots of values, or, behind those, of truths. */
static void number(struct giving *g, struct rule_slots *slots, bool truths)
{
    for (unsigned i = 1; i <= g->count; i++) {
        struct shape *shape = &g->shapes[i];
        if ((shape->first->type.kind == RULE_TRUTH) != truths)
            continue;
        const struct rule_term *first = shape->first;
        enum rule_subject subject = rule_owner(first, first->owner);
        bool has_slot = shape->is_shared || (truths && may_be_known(first));
        unsigned slot = has_slot ? ++slots->all[subject] : 0;
        for (struct rule_term *term = shape->first; term; term = term->alike)
            term->slot = (unsigned short)slot, term->is_kept = slot && !truths;
        if (slot && is_own_text(first))
            slots->text[subject] = slot;
        if (has_slot && truths)
            slots->truths[subject][slot - slots->values[subject] - 1] = first;
    }
}

const struct rule_slots *rule_slots_give(struct arena *a, const struct library *library)
{
    struct rule_slots *slots = ARENA_NEW(a, struct rule_slots);
    struct giving g = {.arena = a, .slots = slots};
    make_room(&g);
    each_library_rule(&g, library, PASS_ENTER);
    each_library_rule(&g, library, PASS_ASK);
    number(&g, slots, false);
    memcpy(slots->values, slots->all, sizeof slots->values);
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++)
        slots->truths[subject] = ARENA_ARRAY(a, const struct rule_term *, g.count + 1);
    number(&g, slots, true);
    rule_bounds_find(slots);
    rule_marks_give(a, library, slots);
    each_library_rule(&g, library, PASS_TESTS);
    return slots;
}
