/* rule_run.c - rules at work: conditions, collections and sums on one project. */
#include "sema/portfolio.h"
#include "sema/rule_choice.h"
#include "sema/rule_term.h"

/* ---- truth ----------------------------------------------------------------------------------- */

static enum rule_truth truth_of(bool truth)
{
    return truth ? TRUTH_TRUE : TRUTH_FALSE;
}

static enum rule_truth truth_not(enum rule_truth truth)
{
    return truth == TRUTH_TRUE ? TRUTH_FALSE : truth == TRUTH_FALSE ? TRUTH_TRUE : truth;
}

/* Kleene's and: false decides, and what was reported weighs more than what is not written. */
static enum rule_truth truth_and(enum rule_truth a, enum rule_truth b)
{
    if (a == TRUTH_FALSE || b == TRUTH_FALSE)
        return TRUTH_FALSE;
    return a > b ? a : b;
}

/* The truth of what a value that is none stands for. */
static enum rule_truth truth_without(enum rule_kind kind)
{
    return kind == RULE_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_ABSENT;
}

/* Takes one step; false if none is left, and then nothing is known any more. */
static bool step(struct rule_run *run)
{
    return run->steps > 0 && run->steps-- > 0;
}

struct arena *rule_scratch_take(struct rule_run *run)
{
    run->scratch_users++;
    return run->scratch;
}

void rule_scratch_leave(struct rule_run *run)
{
    if (--run->scratch_users == 0)
        arena_reset(run->scratch);
}

/* ---- collections ------------------------------------------------------------------------------ */

/* One link of a path or filter, handing on to whoever wants the elements. */
struct link {
    struct rule_run *run;
    const struct rule_term *term;
    rule_visit *visit;
    void *context;
    bool complete, is_over;
};

static bool hand_on(struct link *link, const struct rule_value *element)
{
    link->is_over = !link->visit(link->context, element);
    return !link->is_over;
}

static bool visit_on(void *context, const struct rule_value *element)
{
    return hand_on(context, element);
}

/* For an element of the path's left side: what its member is. */
static bool visit_member(void *context, const struct rule_value *left)
{
    struct link *link = context;
    const struct rule_term *term = link->term;
    struct rule_value value;
    if (!step(link->run)) {
        link->complete = false;
        return false;
    }
    if (term->yields_many) {
        link->complete &= term->operation == TERM_FIELD
                              ? rule_field_each(left, term->word, visit_on, link)
                              : rule_member_each(left, term->index, visit_on, link);
        return !link->is_over;
    }
    if (term->operation == TERM_FIELD)
        rule_field_value(left, term->word, &value);
    else
        rule_member_value(left, term->index, &value);
    if (value.kind == RULE_UNKNOWN)
        link->complete = false;
    return value.kind == RULE_UNKNOWN || value.kind == RULE_ABSENT || hand_on(link, &value);
}

/* What the condition does not speak of is left out; what was reported may belong to it. */
static bool visit_filtered(void *context, const struct rule_value *element)
{
    struct link *link = context;
    if (!step(link->run)) {
        link->complete = false;
        return false;
    }
    link->run->elements[link->term->depth] = *element;
    switch (rule_truth(link->run, link->term->right)) {
    case TRUTH_TRUE:
        return hand_on(link, element);
    case TRUTH_UNKNOWN:
        link->complete = false;
        break;
    case TRUTH_FALSE:
    case TRUTH_ABSENT:
        break;
    }
    return true;
}

bool rule_each(struct rule_run *run, const struct rule_term *term, rule_visit *visit, void *context)
{
    struct link link = {run, term, visit, context, true, false};
    struct rule_value value;
    if (term->type.is_many && term->operation == TERM_FILTER) {
        bool complete = rule_each(run, term->left, visit_filtered, &link);
        return complete && link.complete;
    }
    if (term->type.is_many && (term->operation == TERM_MEMBER || term->operation == TERM_FIELD)) {
        bool complete = rule_each(run, term->left, visit_member, &link);
        return complete && link.complete;
    }
    if (term->type.is_many)
        return rule_call_each(run, term, visit, context);
    rule_evaluate(run, term, &value);
    if (value.kind != RULE_ABSENT && value.kind != RULE_UNKNOWN)
        visit(context, &value);
    return value.kind != RULE_UNKNOWN;
}

/* ---- operands -------------------------------------------------------------------------------- */

/* The value of a term where it is already, or worked out in `buffer`. */
static const struct rule_value *operand(struct rule_run *run, const struct rule_term *term,
                                        struct rule_value *buffer)
{
    if (term->operation == TERM_CONSTANT)
        return &term->constant;
    if (term->operation == TERM_ELEMENT)
        return &run->elements[term->index];
    if (term->operation == TERM_PROJECT)
        return &run->whole;
    rule_evaluate(run, term, buffer);
    return buffer;
}

/* ---- arithmetic ------------------------------------------------------------------------------ */

static void compute(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value left, right;
    rule_evaluate(run, term->left, &left);
    rule_evaluate(run, term->right, &right);
    *value = (struct rule_value){.kind = RULE_ABSENT};
    if (left.kind != RULE_QUANTITY || right.kind != RULE_QUANTITY) {
        if (left.kind == RULE_UNKNOWN || right.kind == RULE_UNKNOWN)
            value->kind = RULE_UNKNOWN;
        return;
    }
    if (left.is_least || left.is_most || right.is_least || right.is_most) {
        value->kind = RULE_UNKNOWN;
        return;
    }
    bool fits = false;
    bool is_sum = term->operation == TERM_ADD || term->operation == TERM_SUBTRACT;
    value->measure = left.measure;
    if (is_sum && !dimension_equal(&left.measure->dimension, &right.measure->dimension))
        return;
    if (term->operation == TERM_ADD)
        fits = rational_add(left.amount, right.amount, &value->amount);
    else if (term->operation == TERM_SUBTRACT)
        fits = rational_subtract(left.amount, right.amount, &value->amount);
    else if (term->operation == TERM_MULTIPLY)
        fits = rational_multiply(left.amount, right.amount, &value->amount);
    else
        fits = !rational_is_zero(right.amount) &&
               rational_divide(left.amount, right.amount, &value->amount);
    if (!is_sum)
        value->measure =
            rule_product_measure(run, left.measure, right.measure, term->operation == TERM_DIVIDE);
    value->kind = fits && value->measure ? RULE_QUANTITY : RULE_UNKNOWN;
}

const struct measure *rule_product_measure(struct rule_run *run, const struct measure *left,
                                           const struct measure *right, bool divide)
{
    if (dimension_is_none(&right->dimension))
        return left;
    if (dimension_is_none(&left->dimension) && !divide)
        return right;
    if (divide && dimension_equal(&left->dimension, &right->dimension))
        return measure_one();
    struct measure *product = ARENA_NEW(run->binder->arena, struct measure);
    product->factor = rational_whole(1);
    if (!dimension_combine(&left->dimension, &right->dimension, divide ? -1 : 1,
                           &product->dimension))
        return NULL;
    const struct measure *declared;
    if (units_of_dimension(run->binder->units, &product->dimension, &declared, 1) == 1)
        return declared;
    product->name = dimension_name(run->binder->arena, run->binder->units, &product->dimension);
    return product;
}

/* ---- evaluating ------------------------------------------------------------------------------ */

void rule_evaluate(struct rule_run *run, const struct rule_term *term, struct rule_value *value)
{
    struct rule_value buffer;
    const struct rule_value *left;
    switch (term->operation) {
    case TERM_CONSTANT:
        *value = term->constant;
        return;
    case TERM_ELEMENT:
        *value = run->elements[term->index];
        return;
    case TERM_WORDS:
        *value = (struct rule_value){.kind = RULE_NAME, .name = term->words->name};
        return;
    case TERM_PROJECT:
        *value = run->whole;
        return;
    case TERM_FIELD:
    case TERM_MEMBER:
        left = operand(run, term->left, &buffer);
        if (rule_value_is_none(left))
            *value = (struct rule_value){.kind = left->kind};
        else if (term->operation == TERM_FIELD)
            rule_field_value(left, term->word, value);
        else
            rule_member_value(left, term->index, value);
        return;
    case TERM_ADD:
    case TERM_SUBTRACT:
    case TERM_MULTIPLY:
    case TERM_DIVIDE:
        compute(run, term, value);
        return;
    case TERM_NEGATE:
        rule_evaluate(run, term->left, value);
        if (value->kind == RULE_QUANTITY) {
            value->amount = rational_negate(value->amount);
            value->quantity = NULL;
            value->is_least = value->is_most = false;
        }
        return;
    case TERM_CALL:
        if (term->type.kind != RULE_TRUTH) {
            rule_call(run, term, value);
            return;
        }
        break;
    case TERM_FILTER:
    case TERM_NOT:
    case TERM_AND:
    case TERM_OR:
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        break;
    }
    enum rule_truth truth = rule_truth(run, term);
    *value = (struct rule_value){.kind = RULE_TRUTH};
    if (truth == TRUTH_ABSENT || truth == TRUTH_UNKNOWN)
        value->kind = truth == TRUTH_ABSENT ? RULE_ABSENT : RULE_UNKNOWN;
    else
        value->truth = truth == TRUTH_TRUE;
}

struct membership {
    struct rule_value value;
    bool found;
};

static bool visit_among(void *context, const struct rule_value *element)
{
    struct membership *membership = context;
    membership->found = rule_same(&membership->value, element);
    return !membership->found;
}

static enum rule_truth among(struct rule_run *run, const struct rule_term *term)
{
    struct membership membership = {.found = false};
    rule_evaluate(run, term->left, &membership.value);
    enum rule_kind kind = membership.value.kind;
    if (kind == RULE_ABSENT || kind == RULE_UNKNOWN)
        return truth_without(kind);
    bool complete = rule_each(run, term->right, visit_among, &membership);
    if (membership.found)
        return TRUTH_TRUE;
    return complete ? TRUTH_FALSE : TRUTH_UNKNOWN;
}

enum rule_truth rule_truth(struct rule_run *run, const struct rule_term *term)
{
    struct rule_value one, other;
    const struct rule_value *left, *right;
    enum rule_truth truth;
    if (!step(run))
        return TRUTH_UNKNOWN;
    switch (term->operation) {
    case TERM_NOT:
        return truth_not(rule_truth(run, term->left));
    case TERM_AND:
        truth = rule_truth(run, term->left);
        return truth == TRUTH_FALSE ? truth : truth_and(truth, rule_truth(run, term->right));
    case TERM_OR:
        truth = rule_truth(run, term->left);
        return truth == TRUTH_TRUE ? truth
                                   : truth_not(truth_and(truth_not(truth),
                                                         truth_not(rule_truth(run, term->right))));
    case TERM_COMPARE:
        left = rule_likeness(run, term, &one) ? &one : operand(run, term->left, &one);
        if (rule_value_is_none(left))
            return truth_without(left->kind);
        right = operand(run, term->right, &other);
        return rule_compare(left, term->relation, right);
    case TERM_BETWEEN:
        left = operand(run, term->left, &one);
        truth = rule_compare(left, AST_GREATER_EQUAL, operand(run, term->right, &other));
        if (truth == TRUTH_FALSE)
            return truth;
        right = operand(run, term->third, &other);
        return truth_and(truth, rule_compare(left, AST_LESS_EQUAL, right));
    case TERM_AMONG:
        return among(run, term);
    case TERM_CALL:
        return rule_call_truth(run, term);
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
    left = operand(run, term, &one);
    return left->kind == RULE_TRUTH ? truth_of(left->truth) : truth_without(left->kind);
}

/* ---- rules ----------------------------------------------------------------------------------- */

enum { STEPS_TO_BEGIN = 8 /* that it takes to look whether a rule is on, and for its subjects */ };

/* One rule over all its subjects. */
struct round {
    struct rule_run run;
    const struct rule *rule;
    enum severity severity;
    enum rule_subject subject; /* of 必填 */
    long long steps;           /* that it began with */
};

static bool judge(void *context, const struct rule_value *subject)
{
    struct round *round = context;
    struct rule_run *run = &round->run;
    const struct rule *rule = round->rule;
    run->elements[0] = *subject;
    if (rule->when && rule_truth(run, rule->when) != TRUTH_TRUE)
        return run->steps > 0;
    if (rule->require && rule_truth(run, rule->require) == TRUTH_FALSE && run->steps > 0)
        report_rule(run, rule, round->severity);
    return run->steps > 0;
}

/* What a round is about: a project with its framework, or a portfolio (`project` is NULL). */
struct judging {
    struct binder *binder;
    struct arena *scratch;
    const struct project *project;
    struct rule_value whole;
    long long bytes; /* which the steps allowed are in proportion to */
};

static void start(struct round *round, const struct judging *judging, const struct rule *rule)
{
    struct binder *b = judging->binder;
    round->run.binder = b;
    round->run.project = judging->project;
    round->run.scratch = judging->scratch;
    round->run.scratch_users = 0;
    round->run.read = (struct str){0};
    round->run.quantities = NULL;
    round->run.whole = judging->whole;
    round->run.steps = RULE_STEPS_FREE + RULE_STEPS_PER_BYTE * judging->bytes;
    if (round->run.steps > b->rule_steps)
        round->run.steps = b->rule_steps;
    round->steps = round->run.steps;
    round->rule = rule;
}

/* Hands each of the project's things of a subject to `visit`. */
static void visit_subjects(struct round *round, enum rule_subject subject, enum rule_member each,
                           rule_visit *visit)
{
    const struct rule_value *whole = &round->run.whole;
    if (subject == SUBJECT_PROJECT || subject == SUBJECT_PORTFOLIO)
        visit(round, whole);
    else
        rule_member_each(whole, each, visit, round);
}

/* Takes what the rule used off what the file has left; false if it was cut short. */
static bool finish(struct round *round)
{
    struct binder *b = round->run.binder;
    b->rule_steps -= round->steps - round->run.steps + STEPS_TO_BEGIN;
    if (b->rule_steps <= 0)
        diag_report(b->diags, DIAG_RULES_STOPPED, round->run.whole.span, DIAG_NONE);
    return round->run.steps > 0 || b->rule_steps <= 0;
}

static void run_rule(const struct judging *judging, const struct rule *rule, enum severity severity)
{
    struct round round;
    struct binder *b = judging->binder;
    if (severity == SEVERITY_OFF || b->rule_steps <= 0)
        return;
    start(&round, judging, rule);
    round.severity = severity;
    visit_subjects(&round, rule->subject, rule->each, judge);
    if (!finish(&round))
        diag_report(b->diags, DIAG_RULE_NOT_JUDGED, judging->whole.span,
                    DIAG_TEXT(rule->origin.code), DIAG_PHRASE(rule->origin.title));
}

/* ---- frameworks ------------------------------------------------------------------------------ */

/*
 * Gathers what is missing of one thing, by all that its framework and those below it require. A field
 * is named once; how much it matters says the framework nearest to the project.
 */
static bool judge_required(void *context, const struct rule_value *subject)
{
    struct round *round = context;
    struct rule_run *run = &round->run;
    struct arena *a = run->binder->arena;
    struct bilingual missing = {{0}, {0}};
    struct map told = {0};
    enum severity worst = SEVERITY_OFF;
    run->elements[0] = *subject;
    for (const struct framework *f = run->project->framework; f; f = f->base) {
        for (const struct rule_required *r = f->rules ? f->rules->required[round->subject] : NULL;
             r; r = r->next) {
            if ((r->when && rule_truth(run, r->when) != TRUTH_TRUE) ||
                rule_has(run, r->field) != TRUTH_FALSE)
                continue;
            struct bilingual name = rule_term_text(a, r->field);
            const struct framework *nearer = map_get(&told, name.chinese);
            if (!nearer) {
                map_put(&told, a, name.chinese, f);
                bilingual_add(a, &missing, name);
            }
            if (!nearer || nearer == f)
                worst = r->severity > worst ? r->severity : worst;
        }
    }
    if (worst != SEVERITY_OFF && run->steps > 0)
        worst = severity_chosen(run->binder->settings, run->project->framework, round->rule, worst);
    if (worst != SEVERITY_OFF && run->steps > 0)
        report_required(run, round->rule, worst, missing);
    return run->steps > 0;
}

static void run_required(const struct judging *judging)
{
    struct round round;
    struct binder *b = judging->binder;
    if (b->rule_steps <= 0)
        return;
    start(&round, judging, required_rule(b->library));
    for (enum rule_subject subject = 0; subject < SUBJECT_NONE; subject++) {
        const struct framework *f = judging->project->framework;
        while (f && !(f->rules && f->rules->required[subject]))
            f = f->base;
        round.subject = subject;
        if (f)
            visit_subjects(&round, subject, rule_each_member(subject), judge_required);
    }
    finish(&round);
}

/* Those of the rules that are about what is judged. */
static void run_rules(const struct judging *judging, const struct rule *rules)
{
    const struct project *project = judging->project;
    for (const struct rule *rule = rules; rule; rule = rule->next) {
        if (rule->subject == SUBJECT_NONE || (rule->subject == SUBJECT_PORTFOLIO) == !!project)
            continue;
        run_rule(judging, rule,
                 severity_chosen(judging->binder->settings, project ? project->framework : NULL,
                                 rule, rule->severity));
    }
}

void rules_run(struct binder *b, const struct rule *own, const struct project *project)
{
    struct arena scratch = ARENA_INIT;
    struct judging judging = {
        b, &scratch, project, {.kind = RULE_OBJECT}, project->span.end - project->span.start};
    if (!project->framework)
        return;
    scratch.out_of_memory = b->arena->out_of_memory;
    judging.whole.span = project->name_span;
    judging.whole.object = judging.whole.project = project;
    const struct chosen_rules *chosen = rules_chosen(b, project->framework);
    for (size_t i = 0; i < chosen->count; i++)
        run_rule(&judging, chosen->rules[i].rule, chosen->rules[i].severity);
    if (chosen->required)
        run_required(&judging);
    run_rules(&judging, own);
    arena_free(&scratch);
}

void rules_run_portfolio(struct binder *b, const struct rule *own,
                         const struct portfolio *portfolio)
{
    struct arena scratch = ARENA_INIT;
    struct judging judging = {b, &scratch, NULL, {.kind = RULE_OBJECT}, 0};
    scratch.out_of_memory = b->arena->out_of_memory;
    judging.whole.span = portfolio->name_span;
    judging.whole.object = portfolio;
    for (size_t i = 0; i < portfolio->count; i++) {
        const struct project *project = portfolio->projects[i].project;
        judging.bytes += project->span.end - project->span.start;
    }
    b->rule_steps += RULE_STEPS_FILE + RULE_STEPS_FILE_BYTE * judging.bytes;
    run_rules(&judging, b->library->rules);
    run_rules(&judging, own);
    arena_free(&scratch);
}
