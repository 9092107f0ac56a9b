/*
 * rule_report.c - why a rule fails, worked out once more with everything kept: both sides, what was
 * added or counted and where it stands, the difference and a clue.
 */
#include "sema/rule_tell.h"
#include "sema/value.h"

enum { PLACES_SHOWN = 8, ADDENDS_KEPT = 500 };

/* ---- places ---------------------------------------------------------------------------------- */

/* The words beside the carets; of a thing that stands nowhere they say which it is. */
static void label(struct telling *t, struct bilingual text)
{
    const struct rule_value *subject = t->run->elements[0];
    struct rule_type type = {.kind = RULE_OBJECT, .subject = t->subject};
    if (!subject->span.source && !t->diag->has_label)
        text = rule_phrase(t->arena, "{0}：{1}", "{0}: {1}",
                           rule_value_name(t->arena, subject, &type), text);
    if (t->diag->has_label)
        text = rule_phrase(t->arena, "{0}，{1}", "{0}, {1}", t->label, text);
    t->label = text;
    diag_label(t->diags, t->diag, NOTE_RULE_PLAIN, DIAG_PHRASE(text));
}

/* Whether these words stand there already: of two conditions that find the same, one tells. */
static bool is_marked(const struct telling *t, struct span span, struct bilingual text)
{
    if (t->diag->has_label && span.start == t->diag->span.start && span.end == t->diag->span.end &&
        str_equal(t->label.chinese, text.chinese))
        return true;
    for (const struct diag_remark *place = t->diag->labels; place; place = place->next) {
        if (place->span.source == span.source && place->span.start == span.start &&
            place->span.end == span.end && place->argument_count == 1 &&
            str_equal(place->arguments[0].text.chinese, text.chinese))
            return true;
    }
    return false;
}

/* Says something at a place: beside the carets if it is that of the finding itself. */
static void mark(struct telling *t, struct span span, struct bilingual text)
{
    struct diag *diag = t->diag;
    bool is_here = span.source == diag->span.source && span.start == diag->span.start &&
                   span.end == diag->span.end;
    if (is_marked(t, span, text))
        return;
    if (is_here && !diag->has_label)
        label(t, text);
    else if (span.source && t->places++ < PLACES_SHOWN)
        diag_place(t->diags, diag, span, NOTE_RULE_PLAIN, DIAG_PHRASE(text));
}

static bool wants_parts(const struct telling *t)
{
    const struct settings *settings = t->run->binder->settings;
    return settings && settings->wants_parts;
}

/* Keeps one thing that the finding is about. */
static void part(struct telling *t, struct span span, struct bilingual text)
{
    if (wants_parts(t))
        diag_add_part(t->diags, t->diag, span, text.chinese);
}

/* Says it at its place if it has one, or beside the carets. */
static void say(struct telling *t, struct span span, struct bilingual text)
{
    if (span.source)
        mark(t, span, text);
    else
        label(t, text);
}

/* ---- sums and counts --------------------------------------------------------------------------- */

/* What is added or counted: gathered for the places and for the clue. */
struct gathering {
    struct telling *telling;
    const struct rule_term *member; /* of each element, what is added; NULL: the element itself */
    const struct rule_type *type;   /* of the elements */
    struct addend *addends;
    size_t count, unkept; /* those that are kept, and how many are not */
};

static bool visit_counted(void *context, const struct rule_value *element)
{
    size_t *count = context;
    (void)element;
    ++*count;
    return true;
}

static bool visit_addend(void *context, const struct rule_value *element)
{
    struct gathering *g = context;
    struct telling *t = g->telling;
    struct rule_value value = *element;
    if (g->count == ADDENDS_KEPT)
        return false;
    if (g->member && g->member->operation == TERM_FIELD)
        rule_field_value(element, g->member->word, &value);
    else if (g->member)
        rule_member_value(element, g->member->index, &value);
    if (value.kind == RULE_ABSENT || value.kind == RULE_UNKNOWN)
        return true;
    struct addend *addend = &g->addends[g->count++];
    addend->span = value.span;
    addend->name = rule_value_name(t->arena, element, g->type);
    if (value.kind == RULE_QUANTITY)
        addend->quantity =
            value.quantity ? *value.quantity : quantity_of(value.amount, value.measure);
    return true;
}

/* Gathers what a sum adds up or a count counts. */
static void gather(struct telling *t, const struct rule_term *call, struct gathering *g)
{
    const struct rule_term *term = call->left;
    bool is_path = (term->operation == TERM_FIELD || term->operation == TERM_MEMBER) &&
                   term->left->type.is_many && !term->yields_many;
    *g = (struct gathering){.telling = t, .type = &term->type};
    size_t count = 0;
    rule_each(t->run, is_path ? term->left : term, visit_counted, &count);
    size_t kept = count < ADDENDS_KEPT ? count : ADDENDS_KEPT;
    g->addends = ARENA_ARRAY(t->arena, struct addend, kept + 1);
    g->unkept = count - kept;
    if (is_path) {
        g->member = term;
        g->type = &term->left->type;
    }
    rule_each(t->run, is_path ? term->left : term, visit_addend, g);
}

static void mark_gathered(struct telling *t, const struct rule_term *call)
{
    struct gathering g;
    gather(t, call, &g);
    t->places += (unsigned)g.unkept;
    for (size_t i = 0; i < g.count; i++) {
        const struct addend *addend = &g.addends[i];
        if (call->index == FUNCTION_COUNT) {
            struct bilingual ordinal = {arena_format(t->arena, "第 %zu 个", i + 1),
                                        arena_format(t->arena, "no. %zu", i + 1)};
            mark(t, addend->span, ordinal);
        } else {
            struct bilingual quantity = quantity_phrase(t->arena, &addend->quantity);
            /* A target is called what it says: its value alone says as much. */
            mark(t, addend->span,
                 g.type->subject == SUBJECT_TARGET
                     ? quantity
                     : rule_phrase(t->arena, "{0} {1}", "{0}: {1}", addend->name, quantity));
        }
    }
}

/* Names the other text where it stands: which two are alike. */
static void mark_alike(struct telling *t, const struct rule_term *call)
{
    const struct rule_term *sides[] = {call->left, call->right};
    for (size_t i = 0; i < 2; i++) {
        struct rule_value value;
        rule_evaluate(t->run, sides[i], &value);
        if (value.span.source && value.span.start != t->diag->span.start)
            mark(t, value.span, rule_term_words(t->arena, sides[i]));
    }
}

/* Marks what every sum and count in the term was made of. */
static void mark_parts(struct telling *t, const struct rule_term *term)
{
    if (!term)
        return;
    switch (term->operation) {
    case TERM_CALL:
        if (term->index == FUNCTION_SUM || term->index == FUNCTION_COUNT ||
            term->index == FUNCTION_MAXIMUM || term->index == FUNCTION_MINIMUM)
            mark_gathered(t, term);
        else if (term->index == FUNCTION_ROUND)
            mark_parts(t, term->left);
        else if (term->index == FUNCTION_SIMILARITY)
            mark_alike(t, term);
        return;
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
        mark_parts(t, term->left);
        mark_parts(t, term->right);
        return;
    case TERM_NEGATE:
        mark_parts(t, term->left);
        return;
    case TERM_FIELD:
    case TERM_MEMBER: {
        struct rule_value value;
        struct bilingual text = tell_value(t, term, &value);
        if (value.span.source)
            mark(t, value.span,
                 rule_phrase(t->arena, "{0} {1}", "{0}: {1}", rule_term_words(t->arena, term),
                             text));
        return;
    }
    case TERM_CONSTANT:
    case TERM_ELEMENT:
    case TERM_PROJECT:
    case TERM_WORDS:
    case TERM_FILTER:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        return;
    }
}

static bool is_computed(const struct rule_term *term)
{
    return term->operation >= TERM_ADD ||
           (term->operation == TERM_CALL && term->index == FUNCTION_SUM);
}

/* Where an accountant would look: a sum against what it should be. */
static void clue(struct telling *t, const struct rule_term *sum_term, const struct rule_value *sum,
                 const struct rule_value *total)
{
    struct gathering g;
    gather(t, sum_term, &g);
    struct quantity whole =
        total->quantity ? *total->quantity : quantity_of(total->amount, total->measure);
    struct quantity added = quantity_of(sum->amount, sum->measure);
    add_clue(t->run->binder, t->diag, &whole, &added, g.addends, g.count, total->quantity != NULL);
}

/* How far apart two quantities are; false if that says nothing. */
static bool apart(struct telling *t, const struct rule_term *term, const struct rule_value *left,
                  const struct rule_value *right, struct bilingual *text)
{
    struct rational difference;
    if (left->kind != RULE_QUANTITY || right->kind != RULE_QUANTITY ||
        !(is_computed(term->left) || is_computed(term->right)) ||
        !dimension_equal(&left->measure->dimension, &right->measure->dimension) ||
        !rational_subtract(left->amount, right->amount, &difference) ||
        rational_is_zero(difference))
        return false;
    if (difference.numerator < 0)
        difference = rational_negate(difference);
    struct rule_value value = {.kind = RULE_QUANTITY};
    value.amount = difference;
    value.measure = left->measure;
    *text = rule_value_text(t->arena, &value);
    return true;
}

static void explain_comparison(struct telling *t, const struct rule_term *term, bool truth)
{
    struct rule_value left, right;
    struct bilingual found = tell_beside(t, term, &left), difference;
    struct bilingual required = tell_required(t, term, truth);
    struct bilingual formula =
        rule_phrase(t->arena, "{0}，要求{1}", "{0}, required{1}", found, required);
    struct bilingual name = rule_term_words(t->arena, term->left);
    if (tell_is_of_caption(term)) {
        struct bilingual caption = tell_caption(t, term, truth);
        part(t, left.span, caption);
        mark(t, left.span, caption);
        return;
    }
    part(t, left.span, rule_phrase(t->arena, "{0} {1}", "{0} {1}", name, formula));
    if (left.span.source) {
        mark(t, left.span, tell_in_words(t, term, truth));
    } else {
        rule_evaluate(t->run, term->right, &right);
        /* The sentence says it all, but for which elements a filter lets through. */
        bool is_filtered =
            term->left->operation == TERM_CALL && term->left->left->operation == TERM_FILTER;
        label(t, tell_with_name(t, term, truth));
        if (is_filtered)
            diag_note(t->diags, t->diag, NOTE_RULE_FOUND, DIAG_PHRASE(name), DIAG_PHRASE(found),
                      DIAG_PHRASE(required));
        else if (term->operation == TERM_COMPARE && apart(t, term, &left, &right, &difference))
            diag_note(t->diags, t->diag, NOTE_RULE_APART, DIAG_PHRASE(difference));
        mark_parts(t, term->left);
    }
    if (term->operation == TERM_COMPARE)
        mark_parts(t, term->right);
    bool is_equation = term->operation == TERM_COMPARE && !truth && term->relation == AST_EQUAL;
    bool is_sum = term->left->operation == TERM_CALL && term->left->index == FUNCTION_SUM;
    if (is_equation && is_sum && left.kind == RULE_QUANTITY && right.kind == RULE_QUANTITY)
        clue(t, term->left, &left, &right);
}

/* ---- quantifiers ------------------------------------------------------------------------------- */

struct offenders {
    struct telling *telling;
    const struct rule_term *call;
    bool truth; /* of the condition, for an element to be told of */
    unsigned count, all;
    struct bilingual read; /* what was found in a text that none of it is to be */
};

static bool visit_offender(void *context, const struct rule_value *element)
{
    struct offenders *o = context;
    struct telling *t = o->telling;
    t->run->elements[o->call->depth] = element;
    o->all++;
    bool is_read = o->call->left->operation == TERM_CALL && o->call->index == FUNCTION_ANY;
    if (!tell_is_so(t, o->call->right, o->truth)) {
        if (is_read) { /* found in a text, where the reader has to look for it */
            struct bilingual name = rule_value_name(t->arena, element, &o->call->left->type);
            mark(t, element->span, name);
            o->read = o->read.chinese.len
                          ? rule_phrase(t->arena, "{0}、{1}", "{0}, {1}", o->read, name)
                          : name;
        }
        return true;
    }
    o->count++;
    struct bilingual text = {{0}, {0}};
    if (t->places < PLACES_SHOWN || wants_parts(t))
        text = tell_finding(t, o->call->right, o->truth);
    if (element->span.source) {
        part(t, element->span, text);
        mark(t, element->span, text);
        return true;
    }
    /* A category of the framework, say: it is named beside the carets. */
    struct bilingual name = rule_value_name(t->arena, element, &o->call->left->type);
    part(t, element->span, rule_phrase(t->arena, "{0}：{1}", "{0}: {1}", name, text));
    say(t, element->span, name);
    return true;
}

static void explain_quantifier(struct telling *t, const struct rule_term *term, bool truth)
{
    bool is_all = term->index == FUNCTION_ALL;
    struct offenders o = {t, term, !is_all, 0, 0, {{0}, {0}}};
    struct arena *a = t->arena;
    bool has_offenders = truth != is_all; /* 全部 is false, or 任一 is true */
    rule_each(t->run, term->left, visit_offender, &o);
    struct bilingual collection = rule_term_words(a, term->left);
    if (has_offenders)
        return;
    struct bilingual condition = rule_condition_words(a, term->right), kind;
    struct span nowhere = {0};
    part(t, nowhere, rule_phrase(a, "{0}：{1}", "{0}: {1}", collection, condition));
    if (rule_kind_words(a, term->right, &kind))
        diag_note(t->diags, t->diag, NOTE_RULE_NO_SUCH, DIAG_PHRASE(collection), DIAG_PHRASE(kind));
    else if (o.read.chinese.len)
        label(t, tell_unlike(t, term, o.read));
    else if (o.all == 0)
        diag_note(t->diags, t->diag, NOTE_RULE_EMPTY, DIAG_PHRASE(collection));
    else
        diag_note(t->diags, t->diag, NOTE_RULE_NONE_OF, DIAG_PHRASE(collection),
                  DIAG_PHRASE(condition), DIAG_NUMBER(o.all));
}

/* ---- repetitions ------------------------------------------------------------------------------- */

struct repetitions {
    struct telling *telling;
    const struct rule_type *type; /* of the elements */
    struct map first;             /* text of a value → the place where it stood first */
};

struct first_place {
    struct span span;
    bool is_marked;
};

static bool visit_repetition(void *context, const struct rule_value *element)
{
    struct repetitions *r = context;
    struct telling *t = r->telling;
    struct bilingual text = rule_value_name(t->arena, element, r->type);
    struct first_place *place = ARENA_NEW(t->arena, struct first_place);
    place->span = element->span;
    struct first_place *first = (struct first_place *)map_get(&r->first, text.chinese);
    if (!first) {
        map_put(&r->first, t->arena, text.chinese, place);
        return true;
    }
    struct bilingual none = {{0}, {0}};
    bool is_first = !first->is_marked;
    first->is_marked = true;
    part(t, element->span, text);
    if (!element->span.source) { /* a category, which stands nowhere in the project */
        if (is_first)
            label(t, rule_phrase(t->arena, "“{0}”不止一次", "'{0}' more than once", text, none));
        return true;
    }
    if (is_first)
        mark(t, first->span, rule_phrase(t->arena, "第一次：{0}", "first: {0}", text, none));
    mark(t, element->span, rule_phrase(t->arena, "又一次：{0}", "again: {0}", text, none));
    return true;
}

/* ---- all together ------------------------------------------------------------------------------ */

/* Where what a condition looks at stands. */
static struct span subject_place(struct telling *t, const struct rule_term *term)
{
    struct rule_value value = {.kind = RULE_ABSENT};
    if (term->left && !term->left->type.is_many)
        rule_evaluate(t->run, term->left, &value);
    if (value.kind == RULE_ABSENT)
        value.span.source = NULL;
    return value.span;
}

static void explain(struct telling *t, const struct rule_term *term, bool truth)
{
    switch (term->operation) {
    case TERM_NOT:
        explain(t, term->left, !truth);
        return;
    case TERM_AND:
    case TERM_OR:
        if (tell_is_so(t, term->left, truth))
            explain(t, term->left, truth);
        if (tell_is_so(t, term->right, truth))
            explain(t, term->right, truth);
        return;
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        explain_comparison(t, term, truth);
        return;
    case TERM_CALL:
        if (term->index == FUNCTION_ALL || term->index == FUNCTION_ANY) {
            explain_quantifier(t, term, truth);
            return;
        }
        if (term->index == FUNCTION_UNIQUE && !truth) {
            struct repetitions r = {.telling = t, .type = &term->left->type};
            rule_each(t->run, term->left, visit_repetition, &r);
            return;
        }
        break;
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
    /* That a text lacks a pattern tells a reader little, if anything else was found. */
    bool is_pattern = term->operation == TERM_CALL && term->index == FUNCTION_MATCHES && !truth;
    if (is_pattern && t->diag->has_label)
        return;
    struct span place = subject_place(t, term);
    struct bilingual text = tell_finding(t, term, truth);
    part(t, place, text);
    say(t, place, text);
}

static bool visit_place(void *context, const struct rule_value *element)
{
    struct span *span = context;
    *span = element->span;
    return !span->source;
}

/* Where the carets stand: at 位置 if that is written, else at the subject's name. */
static struct span place_of(struct rule_run *run, const struct rule *rule)
{
    struct span span = {0};
    if (rule->at)
        rule_each(run, rule->at, visit_place, &span);
    if (!span.source)
        span = run->elements[0]->span;
    return span.source ? span : run->elements[RULE_OF_PROJECT]->span;
}

/* “准则：完整性；来源：《…》（财预〔2021〕101号）” */
static void tell_basis(struct telling *t, const struct rule *rule)
{
    struct arena *a = t->arena;
    struct bilingual text = {{0}, {0}}, none = {{0}, {0}};
    struct bilingual source = {rule->source, rule->source};
    struct bilingual number = {rule->source_number, rule->source_number};
    if (rule->criterion != CRITERION_NONE)
        text = rule_phrase(a, "准则：{0}", "criterion: {0}", rule->origin.criterion, none);
    if (number.chinese.len)
        source = rule_phrase(a, "{0}（{1}）", "{0} ({1})", source, number);
    if (source.chinese.len)
        text = rule_phrase(a, text.chinese.len ? "{0}；来源：{1}" : "{0}来源：{1}",
                           text.chinese.len ? "{0}; source: {1}" : "{0}source: {1}", text, source);
    if (text.chinese.len)
        diag_note(t->diags, t->diag, NOTE_RULE_BASIS, DIAG_PHRASE(text));
}

enum diag_severity rule_diag_severity(enum severity severity)
{
    switch (severity) {
    case SEVERITY_OFF:
    case SEVERITY_HINT:
        return DIAG_HINT;
    case SEVERITY_UNSET:
    case SEVERITY_WARNING:
        return DIAG_WARNING;
    case SEVERITY_ERROR:
        return DIAG_ERROR;
    }
    return DIAG_WARNING;
}

/* Each item of a list that bilingual_add made is a part. */
static void parts_of_list(struct telling *t, struct str list)
{
    struct str comma = STR("、");
    struct span nowhere = {0};
    for (size_t start = 0, at = 0; wants_parts(t) && at <= list.len; at++) {
        bool is_end = at == list.len;
        if (!is_end && !str_starts_with(str_part(list, at, list.len), comma))
            continue;
        struct str item = str_part(list, start, at);
        part(t, nowhere, (struct bilingual){item, item});
        at += is_end ? 0 : comma.len - 1;
        start = at + 1;
    }
}

/* The first item of a list that has a point in it, cut there: 签报 and 填表人. False if there is none. */
static bool first_path(struct str list, struct str comma, struct str *outer, struct str *inner)
{
    size_t start = 0, point = 0;
    for (size_t at = 0; at <= list.len; at++) {
        bool is_end = at == list.len || str_starts_with(str_part(list, at, list.len), comma);
        if (is_end && point) {
            *outer = str_part(list, start, point);
            *inner = str_part(list, point + 1, at);
            return true;
        }
        if (is_end)
            start = at + comma.len;
        else if (list.ptr[at] == '.')
            point = at;
    }
    return false;
}

/* Of a field in a block of its own, how it is written: 签报 { 填表人：… }. */
static void help_inner_field(struct telling *t, struct bilingual missing)
{
    struct bilingual outer, inner;
    if (first_path(missing.chinese, STR("、"), &outer.chinese, &inner.chinese) &&
        first_path(missing.english, STR(", "), &outer.english, &inner.english))
        diag_help(t->diags, t->diag, NOTE_HELP_INNER_FIELD, DIAG_PHRASE(outer), DIAG_PHRASE(inner));
}

void report_required(struct rule_run *run, const struct rule *rule, enum severity severity,
                     struct bilingual missing)
{
    struct arena *a = run->binder->arena;
    struct diags *diags = run->binder->diags;
    struct span place = run->elements[0]->span;
    struct diag *diag =
        diag_report_rule(diags, &rule->origin, rule_diag_severity(severity),
                         place.source ? place : run->elements[RULE_OF_PROJECT]->span,
                         rule_phrase(a, "必填的栏没有填：{0}",
                                     "required fields are not filled in: {0}", missing, missing));
    struct telling t = {run, diags, diag, a, rule->subject, {{0}, {0}}, 0};
    if (diag == &diags->ignored)
        return;
    parts_of_list(&t, missing.chinese);
    if (rule->help.chinese.len || rule->help.english.len)
        diag_help(diags, diag, NOTE_RULE_HELP, DIAG_PHRASE(rule->help));
    help_inner_field(&t, missing);
    tell_basis(&t, rule);
}

void report_rule(struct rule_run *run, const struct rule *rule, enum severity severity)
{
    struct diags *diags = run->binder->diags;
    struct diag *diag = diag_report_rule(diags, &rule->origin, rule_diag_severity(severity),
                                         place_of(run, rule), rule->origin.title);
    if (diag == &diags->ignored)
        return;
    struct telling t = {run, diags, diag, run->binder->arena, rule->subject, {{0}, {0}}, 0};
    explain(&t, rule->require, false);
    if (t.places > PLACES_SHOWN)
        diag_note(diags, diag, NOTE_RULE_MORE_PLACES, DIAG_NUMBER(t.places - PLACES_SHOWN));
    if (rule->help.chinese.len || rule->help.english.len)
        diag_help(diags, diag, NOTE_RULE_HELP, DIAG_PHRASE(rule->help));
    tell_basis(&t, rule);
}
