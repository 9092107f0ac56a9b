/* rule_call.c - calls in rules: which function, with arguments of which types. */
#include "sema/rule_term.h"

#include "base/nearest.h"

/* What a parameter of this letter takes, for a message. */
static struct bilingual parameter_name(char letter)
{
    switch (letter) {
    case 'Q':
        return (struct bilingual){STR("一组数量"), STR("a collection of quantities")};
    case 'C':
        return (struct bilingual){STR("一组"), STR("a collection")};
    case 't':
        return (struct bilingual){STR("文字"), STR("a text")};
    case 'T':
        return (struct bilingual){STR("文字"), STR("a text or several")};
    case 'l':
        return (struct bilingual){STR("文字或词表"), STR("a text or a list of words")};
    case 'q':
        return (struct bilingual){STR("数量"), STR("a quantity")};
    case 'n':
        return (struct bilingual){STR("不超过 10 的整数"), STR("a whole number up to 10")};
    case 'd':
        return (struct bilingual){STR("日期"), STR("a date")};
    case 'p':
        return (struct bilingual){STR("起止日期"), STR("a period")};
    case 'g':
        return (struct bilingual){STR("目标值"), STR("a target")};
    case 'r':
        return (struct bilingual){STR("样式（引号里的文字）"), STR("a pattern in quotes")};
    default:
        return (struct bilingual){STR("内容"), STR("a value")};
    }
}

static bool is_kind(const struct rule_type *type, enum rule_kind kind)
{
    return type->kind == kind || type->kind == RULE_ANY;
}

/* Whether so many decimals can be rounded to. */
static bool is_places(struct rational amount)
{
    int128 places = amount.numerator / amount.denominator;
    return places * amount.denominator == amount.numerator && places >= 0 &&
           places <= DECIMAL_PLACE_LIMIT;
}

/* Whether a value of this type fits; a collection only where the letter says so. */
static bool fits(char letter, const struct rule_term *term)
{
    const struct rule_type *type = &term->type;
    bool takes_many = letter == 'Q' || letter == 'C' || letter == 'T' || letter == 'a';
    if (type->is_many && !takes_many)
        return false;
    switch (letter) {
    case 'Q':
        return type->is_many && is_kind(type, RULE_QUANTITY);
    case 'C':
        return type->is_many;
    case 'l':
        return term->operation == TERM_WORDS || is_kind(type, RULE_TEXT);
    case 't':
    case 'T':
        return is_kind(type, RULE_TEXT) ||
               type->kind == RULE_NAME; /* a name is what it is called */
    case 'q':
        return is_kind(type, RULE_QUANTITY);
    case 'n':
        return type->kind == RULE_QUANTITY && dimension_is_none(&type->dimension) &&
               term->operation == TERM_CONSTANT && is_places(term->constant.amount);
    case 'd':
        return is_kind(type, RULE_DATE);
    case 'p':
        return type->kind == RULE_PERIOD;
    case 'g':
        return type->kind == RULE_OBJECT && type->subject == SUBJECT_TARGET;
    case 'r':
        return type->kind == RULE_TEXT && term->operation == TERM_CONSTANT;
    default:
        return true;
    }
}

static size_t count_arguments(const struct ast_expression *list)
{
    size_t count = 0;
    for (; list; list = list->next)
        count++;
    return count;
}

static bool check_count(struct rule_scope *scope, const struct ast_expression *expression,
                        const struct rule_function_info *info)
{
    size_t count = count_arguments(expression->call.list), wanted = strlen(info->parameters);
    bool repeats = wanted && info->parameters[wanted - 1] == '*';
    wanted -= repeats;
    if (repeats ? count >= wanted && count <= RULE_ARGUMENT_LIMIT : count == wanted)
        return true;
    struct diags *diags = scope->binder->diags;
    struct diag *diag =
        diag_report(diags, DIAG_RULE_ARGUMENT_COUNT, expression->span, DIAG_PHRASE(info->name),
                    DIAG_NUMBER((long long)wanted), DIAG_NUMBER((long long)count));
    struct bilingual list = {{0}, {0}};
    for (size_t i = 0; i < wanted; i++) {
        struct bilingual name = parameter_name(info->parameters[i]);
        if (info->parameters[i] == 'c')
            name = (struct bilingual){STR("条件"), STR("a condition")};
        bilingual_add(scope->binder->arena, &list, name);
    }
    diag_help(diags, diag, NOTE_HELP_RULE_FUNCTION, DIAG_PHRASE(info->name), DIAG_PHRASE(list),
              DIAG_PHRASE(info->line));
    return false;
}

static void report_no_function(struct rule_scope *scope, const struct ast_expression *callee)
{
    struct diags *diags = scope->binder->diags;
    struct str name = callee->kind == AST_NAME ? callee->text : span_text(callee->span);
    struct diag *diag = diag_report(diags, DIAG_RULE_NO_FUNCTION, callee->span, DIAG_TEXT(name));
    if (diag == &diags->ignored)
        return; /* nobody will read it */
    struct nearest nearest = nearest_to(name);
    struct bilingual list = {{0}, {0}};
    for (enum rule_function f = 0; f < RULE_FUNCTION_COUNT; f++)
        nearest_try_both(&nearest, rule_function_info(f)->name.chinese,
                         rule_function_info(f)->name.english);
    struct str best = nearest_name(&nearest);
    if (best.len) {
        diag_help(diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(diags, diag, callee->span, best, FIX_NAMED);
        return;
    }
    for (enum rule_function f = 0; f < RULE_FUNCTION_COUNT; f++)
        bilingual_add(scope->binder->arena, &list, rule_function_info(f)->name);
    diag_help(diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
}

static struct rule_type result_type(const struct rule_function_info *info,
                                    const struct rule_term *first)
{
    struct rule_type type = {.kind = RULE_TRUTH};
    switch (info->result) {
    case RESULT_TRUTH:
        break;
    case RESULT_TEXT:
        type.kind = RULE_TEXT;
        break;
    case RESULT_PLAIN:
    case RESULT_RATIO:
        type.kind = RULE_QUANTITY;
        break;
    case RESULT_SAME:
        type = first->type;
        type.is_many = false;
        if (type.kind == RULE_ANY)
            type = (struct rule_type){.kind = RULE_QUANTITY, .is_dynamic = true};
        break;
    case RESULT_TEXTS:
        type = (struct rule_type){.kind = RULE_TEXT, .is_many = true};
        break;
    case RESULT_QUANTITIES:
        type = (struct rule_type){.kind = RULE_QUANTITY, .is_many = true, .is_dynamic = true};
        break;
    }
    return type;
}

/* The argument for the parameter `letter`, or NULL after reporting. */
static const struct rule_term *compile_argument(struct rule_scope *scope, char letter,
                                                const struct ast_expression *expression,
                                                const struct rule_term *collection)
{
    if (letter == 'c')
        return rule_compile_inside(scope, collection, expression);
    const struct rule_term *term = rule_compile(scope, expression);
    if (!term || fits(letter, term))
        return term;
    struct diags *diags = scope->binder->diags;
    struct diag *diag = diag_report(
        diags, DIAG_RULE_WRONG_TYPE, term->span, DIAG_TEXT(span_text(term->span)),
        DIAG_PHRASE(rule_type_text(scope, &term->type)), DIAG_PHRASE(parameter_name(letter)));
    if (term->type.is_many)
        diag_help(diags, diag, NOTE_HELP_RULE_EACH, DIAG_TEXT(span_text(term->span)));
    return NULL;
}

static struct bilingual fault_text(enum text_pattern_fault fault)
{
    switch (fault) {
    case PATTERN_OK:
        break;
    case PATTERN_GROUP_OPEN:
        return (struct bilingual){STR("圆括号没有关上"), STR("a ( is not closed")};
    case PATTERN_GROUP_CLOSE:
        return (struct bilingual){STR("多了一个右圆括号"), STR("a ) was not opened")};
    case PATTERN_SET_OPEN:
        return (struct bilingual){STR("方括号没有关上，或里面是空的"),
                                  STR("a [ is not closed, or nothing is in it")};
    case PATTERN_RANGE:
        return (struct bilingual){STR("方括号里的范围前后颠倒"),
                                  STR("a range in brackets is reversed")};
    case PATTERN_NOTHING_TO_REPEAT:
        return (struct bilingual){STR("* + ? 前面没有东西可以重复"),
                                  STR("nothing stands before a * + or ?")};
    case PATTERN_ESCAPE:
        return (struct bilingual){STR("反斜线后面只能是 d 或一个符号"),
                                  STR("behind a backslash stands a d or a sign")};
    case PATTERN_TOO_LONG:
        return (struct bilingual){STR("太长"), STR("it is too long")};
    case PATTERN_TOO_DEEP:
        return (struct bilingual){STR("圆括号套得太深"), STR("its groups are nested too deep")};
    }
    return (struct bilingual){{0}, {0}};
}

static const struct text_pattern *compile_pattern(struct rule_scope *scope,
                                                  const struct rule_term *argument)
{
    enum text_pattern_fault fault;
    size_t at;
    struct str text = argument->constant.text;
    const struct text_pattern *pattern =
        text_pattern_compile(scope->binder->arena, text, &fault, &at);
    if (!pattern)
        diag_report(scope->binder->diags, DIAG_RULE_BAD_PATTERN, argument->span, DIAG_TEXT(text),
                    DIAG_PHRASE(fault_text(fault)));
    return pattern;
}

const struct rule_term *rule_compile_call(struct rule_scope *scope,
                                          const struct ast_expression *expression)
{
    const struct ast_expression *callee = expression->call.left;
    enum rule_function function =
        callee->kind == AST_NAME ? rule_function_find(callee->text) : RULE_FUNCTION_COUNT;
    if (function == RULE_FUNCTION_COUNT) {
        report_no_function(scope, callee);
        return NULL;
    }
    const struct rule_function_info *info = rule_function_info(function);
    name_log_add(scope->binder->names, callee->span, info->name);
    if (!check_count(scope, expression, info))
        return NULL;
    struct arena *a = scope->binder->arena;
    struct rule_term *term = ARENA_NEW(a, struct rule_term);
    *term = (struct rule_term){.operation = TERM_CALL,
                               .index = function,
                               .depth = scope->depth + 1,
                               .span = expression->span,
                               .argument_count = (unsigned)count_arguments(expression->call.list)};
    const struct rule_term **arguments =
        ARENA_ARRAY(a, const struct rule_term *, term->argument_count + 1);
    const struct ast_expression *item = expression->call.list;
    char letter = 'a';
    for (unsigned i = 0; i < term->argument_count; i++, item = item->next) {
        char next = i < strlen(info->parameters) ? info->parameters[i] : '*';
        letter = next == '*' ? letter : next;
        arguments[i] = compile_argument(scope, letter, item, arguments[0]);
        if (!arguments[i])
            return NULL;
        if (letter == 'r' && !(term->pattern = compile_pattern(scope, arguments[i])))
            return NULL;
    }
    term->arguments = arguments;
    term->left = arguments[0];
    term->right = arguments[1]; /* NULL behind the only one */
    term->type = result_type(info, arguments[0]);
    if (function == FUNCTION_ANY)
        term->tests = rule_tests(a, term->right, NULL);
    else if (function == FUNCTION_ALL)
        term->tests = rule_tests(a, NULL, term->right);
    return term;
}
