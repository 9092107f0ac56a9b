/* rule_tell.c - what a rule found, in a few words. */
#include "sema/rule_tell.h"

#include "sema/value.h"

enum {
    PATTERN_SHOWN =
        60, /* bytes; of a longer pattern, which lists words, the first words are told */
    WORDS_SHOWN = 3,
};

/* The sentence with {0} and {1} filled in. */
static struct str fill(struct arena *a, const char *sentence, struct str one, struct str other)
{
    struct str parts[8];
    size_t count = 0;
    const char *rest = sentence;
    for (const char *at; (at = strchr(rest, '{')) != NULL && count + 3 < 8; rest = at + 3) {
        parts[count++] = (struct str){rest, (size_t)(at - rest)};
        parts[count++] = at[1] == '0' ? one : other;
    }
    parts[count++] = str_of(rest);
    return arena_join(a, parts, count);
}

struct bilingual rule_phrase(struct arena *a, const char *chinese, const char *english,
                             struct bilingual one, struct bilingual other)
{
    return (struct bilingual){fill(a, chinese, one.chinese, other.chinese),
                              fill(a, english, bilingual_text(one, LANGUAGE_ENGLISH),
                                   bilingual_text(other, LANGUAGE_ENGLISH))};
}

/* ---- what was required ------------------------------------------------------------------------ */

static enum ast_operator opposite(enum ast_operator relation)
{
    switch (relation) {
    case AST_EQUAL:
        return AST_UNEQUAL;
    case AST_UNEQUAL:
        return AST_EQUAL;
    case AST_LESS:
        return AST_GREATER_EQUAL;
    case AST_LESS_EQUAL:
        return AST_GREATER;
    case AST_GREATER:
        return AST_LESS_EQUAL;
    case AST_GREATER_EQUAL:
        return AST_LESS;
    case AST_NONE:
    case AST_OR:
    case AST_AND:
    case AST_IN:
    case AST_RANGE:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        break;
    }
    return relation;
}

struct bilingual tell_value(struct telling *t, const struct rule_term *term,
                            struct rule_value *value)
{
    rule_evaluate(t->run, term, value);
    return rule_value_name(t->arena, value, &term->type);
}

/* Whether the amount is exactly what can be written in that unit. */
static bool is_decimal_in(struct rational amount, const struct measure *measure)
{
    struct rational shown;
    struct decimal decimal;
    return rational_divide(amount, measure->factor, &shown) &&
           rational_is_decimal(shown, DECIMAL_PLACE_LIMIT, &decimal);
}

struct bilingual tell_beside(struct telling *t, const struct rule_term *term,
                             struct rule_value *left)
{
    struct rule_value right;
    struct bilingual text = tell_value(t, term->left, left);
    if (left->kind != RULE_QUANTITY || left->quantity)
        return text;
    rule_evaluate(t->run, term->right, &right);
    bool is_alike = right.kind == RULE_QUANTITY &&
                    dimension_equal(&left->measure->dimension, &right.measure->dimension);
    bool is_ratio = is_alike && dimension_is_none(&left->measure->dimension);
    if (!is_alike || !(is_ratio || is_decimal_in(left->amount, right.measure)))
        return text;
    left->measure = right.measure;
    return rule_value_text(t->arena, left);
}

/* The right side as it was evaluated. */
static struct bilingual side_text(struct telling *t, const struct rule_term *term)
{
    struct rule_value value;
    return rule_with_origin(t->arena, term, tell_value(t, term, &value));
}

/* “≥ 1”: what the left side of a comparison should have been. */
struct bilingual tell_required(struct telling *t, const struct rule_term *term, bool truth)
{
    struct arena *a = t->arena;
    struct bilingual right = side_text(t, term->right), none = {{0}, {0}};
    if (term->operation == TERM_BETWEEN) {
        struct bilingual range =
            rule_phrase(a, "{0} 至 {1}", "{0} to {1}", right, side_text(t, term->third));
        return truth ? rule_phrase(a, "不在 {0} 之间", " not from {0}", range, none)
                     : rule_phrase(a, "在 {0} 之间", " from {0}", range, none);
    }
    if (term->operation == TERM_AMONG) {
        struct bilingual set = rule_term_words(a, term->right);
        return truth ? rule_phrase(a, "不是“{0}”里的", " to be none of '{0}'", set, none)
                     : rule_phrase(a, "是“{0}”里的一个", " to be one of '{0}'", set, none);
    }
    enum ast_operator relation = truth ? opposite(term->relation) : term->relation;
    return rule_phrase(a, " {0} {1}", " {0} {1}", rule_relation_text(relation), right);
}

bool tell_is_of_caption(const struct rule_term *term)
{
    return term->operation == TERM_COMPARE && term->left->operation == TERM_CALL &&
           term->left->index == FUNCTION_CAPTION;
}

struct bilingual tell_caption(struct telling *t, const struct rule_term *term, bool truth)
{
    struct rule_value left, right;
    rule_evaluate(t->run, term->left, &left);
    rule_evaluate(t->run, term->right, &right);
    struct bilingual caption = {left.text, left.text};
    struct bilingual field = right.kind == RULE_TEXT
                                 ? (struct bilingual){right.text, right.text}
                                 : rule_value_name(t->arena, &right, &term->right->type);
    if (truth == (term->relation == AST_EQUAL))
        return rule_phrase(t->arena, "以“{0}：”开头，表上已经印了这个栏名",
                           "begins with '{0}：', a caption that the form prints", caption, field);
    return rule_phrase(t->arena, "以“{0}：”开头，这一栏是“{1}”",
                       "begins with '{0}：', but this field is '{1}'", caption, field);
}

/* ---- comparisons in words ---------------------------------------------------------------------- */

enum limit { LIMIT_COUNT, LIMIT_AMOUNT, LIMIT_DATE };

/* “至少要 3 个”, “不能晚于 2020-10-31”: how what was found must relate to what is right of it. */
static struct bilingual limit_text(struct arena *a, enum ast_operator relation, enum limit limit,
                                   struct bilingual right)
{
    static const struct {
        enum ast_operator relation;
        const char *chinese[3], *english[3];
    } rows[] = {
        {AST_GREATER_EQUAL,
         {"至少要 {0}", "不能低于 {0}", "不能早于 {0}"},
         {"at least {0} required", "at least {0} required", "{0} or later required"}},
        {AST_GREATER,
         {"要多于 {0}", "要大于 {0}", "要晚于 {0}"},
         {"more than {0} required", "more than {0} required", "later than {0} required"}},
        {AST_LESS_EQUAL,
         {"至多 {0}", "不能超过 {0}", "不能晚于 {0}"},
         {"at most {0} allowed", "at most {0} allowed", "{0} or earlier required"}},
        {AST_LESS,
         {"要少于 {0}", "要小于 {0}", "要早于 {0}"},
         {"less than {0} allowed", "less than {0} allowed", "earlier than {0} required"}},
        {AST_EQUAL,
         {"应是 {0}", "应是 {0}", "应是 {0}"},
         {"{0} required", "{0} required", "{0} required"}},
        {AST_UNEQUAL,
         {"不能是{0}", "不能是{0}", "不能是{0}"},
         {"{0} is not allowed", "{0} is not allowed", "{0} is not allowed"}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rows[i].relation == relation)
            return rule_phrase(a, rows[i].chinese[limit], rows[i].english[limit], right, right);
    return right;
}

/* What a call came to, as a sentence: “指标有 {0}”. `counter` is the Chinese word behind its numbers;
 * whether it counts something is returned. */
static bool subject_text(struct telling *t, const struct rule_term *call, struct bilingual found,
                         struct bilingual *sentence, struct str *counter)
{
    struct arena *a = t->arena;
    struct bilingual of = rule_term_words(a, call->left);
    *counter = STR("");
    switch ((enum rule_function)call->index) {
    case FUNCTION_COUNT: {
        /* What a function or a filter picks out is shown where it stands. */
        bool is_plain = call->left->operation == TERM_MEMBER || call->left->operation == TERM_FIELD;
        *counter = STR(" 个");
        *sentence = is_plain ? rule_phrase(a, "{1}有 {0} 个", "{1}: {0}", found, of)
                             : rule_phrase(a, "这样的有 {0} 个", "{0} of these", found, of);
        return true;
    }
    case FUNCTION_LENGTH:
        *counter = STR(" 个字");
        *sentence = rule_phrase(a, "“{1}”有 {0} 个字", "'{1}' has a length of {0}", found, of);
        return true;
    case FUNCTION_PLACES:
        *counter = STR(" 位");
        *sentence = rule_phrase(a, "小数有 {0} 位", "its number of decimals is {0}", found, of);
        return true;
    case FUNCTION_SIMILARITY:
        *sentence =
            rule_phrase(a, "“{0}”和“{1}”", "'{0}' and '{1}'", of, rule_term_words(a, call->right));
        *sentence = rule_phrase(a, "{1}有 {0} 相同", "{0} of {1} is the same", found, *sentence);
        return true;
    case FUNCTION_OVERLAP:
        *sentence =
            rule_phrase(a, "“{1}”的字词有 {0} 是项目别处也有的",
                        "{0} of the words of '{1}' stand elsewhere in the project", found, of);
        return true;
    case FUNCTION_SUM:
        *sentence = rule_phrase(a, "{1}合计 {0}", "{1} add up to {0}", found, of);
        return false;
    case FUNCTION_YEAR_OF:
        *sentence = rule_phrase(a, "年份是 {0}", "the year is {0}", found, of);
        return false;
    case FUNCTION_HAS:
    case FUNCTION_BLANK:
    case FUNCTION_CONTAINS:
    case FUNCTION_MATCHES:
    case FUNCTION_CUT_OFF:
    case FUNCTION_DOUBLED:
    case FUNCTION_MISCALCULATED:
    case FUNCTION_UNIQUE:
    case FUNCTION_WEAKENED:
    case FUNCTION_MENTIONS:
    case FUNCTION_AGREE:
    case FUNCTION_ALL:
    case FUNCTION_ANY:
    case FUNCTION_MAXIMUM:
    case FUNCTION_MINIMUM:
    case FUNCTION_ROUND:
    case FUNCTION_DAYS:
    case FUNCTION_JOIN:
    case FUNCTION_QUANTITIES:
    case FUNCTION_QUANTITIES_OF:
    case FUNCTION_YEARS:
    case FUNCTION_SHARED:
    case FUNCTION_CAPTION:
    case FUNCTION_QUANTITIES_AFTER:
    case RULE_FUNCTION_COUNT:
        break;
    }
    bool is_truth = call->type.kind == RULE_TRUTH;
    *sentence = rule_phrase(a, is_truth ? "{1}：{0}" : "{1}是 {0}",
                            is_truth ? "{1}: {0}" : "{1} is {0}", found, rule_term_words(a, call));
    return false;
}

/* “60，应在 40 至 50 之间（体系规定）”, “…不在“指标的名称”里”: a range or a set. */
static struct bilingual beyond_text(struct telling *t, const struct rule_term *term, bool truth,
                                    struct bilingual sentence)
{
    struct arena *a = t->arena;
    struct rule_value value;
    bool is_bare = term->left->type.kind != RULE_TEXT; /* without quotes that set it apart */
    if (term->operation == TERM_AMONG) {
        sentence = rule_phrase(a, is_bare ? "{0} {1}" : "{0}{1}", "{0} {1}", sentence,
                               truth ? (struct bilingual){STR("在"), STR("is one of")}
                                     : (struct bilingual){STR("不在"), STR("is none of")});
        return rule_phrase(a, "{0}“{1}”里", "{0} '{1}'", sentence, rule_term_words(a, term->right));
    }
    struct bilingual low = tell_value(t, term->right, &value);
    struct bilingual high = tell_value(t, term->third, &value);
    return rule_phrase(a, "{0}，{1}", "{0}, {1}", sentence,
                       rule_range_words(a, term, low, high, truth));
}

struct bilingual tell_in_words(struct telling *t, const struct rule_term *term, bool truth)
{
    struct arena *a = t->arena;
    struct rule_value value, other;
    struct bilingual left = tell_beside(t, term, &value), sentence = left, none = {{0}, {0}};
    struct str counter = STR("");
    bool is_count = term->left->operation == TERM_CALL &&
                    subject_text(t, term->left, left, &sentence, &counter);
    if (term->operation != TERM_COMPARE)
        return beyond_text(t, term, truth, sentence);
    enum ast_operator relation = truth ? opposite(term->relation) : term->relation;
    enum rule_kind kind = term->right->type.kind;
    bool is_name = kind == RULE_NAME || kind == RULE_OBJECT;
    struct bilingual right = tell_value(t, term->right, &other);
    if (is_name)
        right = rule_phrase(a, "“{0}”", "'{0}'", right, none);
    else if (relation == AST_UNEQUAL)
        right = rule_phrase(a, " {0}", "{0}", right, none);
    else
        right = rule_phrase(a, "{0}{1}", "{0}", right, (struct bilingual){counter, counter});
    right = rule_with_origin(a, term->right, right);
    enum limit limit = is_count ? LIMIT_COUNT : kind == RULE_DATE ? LIMIT_DATE : LIMIT_AMOUNT;
    if (relation == AST_UNEQUAL) /* both sides are the same: it is said once */
        return limit_text(a, relation, limit, right);
    if (relation == AST_EQUAL && is_name)
        return rule_phrase(a, "是“{0}”，应是{1}", "is '{0}', should be {1}", left, right);
    return rule_phrase(a, "{0}，{1}", "{0}, {1}", sentence, limit_text(a, relation, limit, right));
}

struct bilingual tell_with_name(struct telling *t, const struct rule_term *term, bool truth)
{
    enum rule_operation operation = term->left->operation;
    struct bilingual words = tell_in_words(t, term, truth);
    if (operation == TERM_ELEMENT || operation == TERM_CALL || operation == TERM_CONSTANT)
        return words;
    bool is_yes = term->left->type.kind == RULE_TRUTH; /* 是 is what was found then */
    bool is_verb = (str_starts_with(words.chinese, STR("是")) && !is_yes) ||
                   str_starts_with(words.chinese, STR("不")) ||
                   str_starts_with(words.chinese, STR("“"));
    /* The last word of a sum may be a number. */
    bool is_sum = operation >= TERM_ADD && !str_starts_with(words.chinese, STR("约"));
    return rule_phrase(t->arena,
                       is_verb  ? "{0}{1}"
                       : is_sum ? "{0} = {1}"
                                : "{0} {1}",
                       "{0}: {1}", rule_term_words(t->arena, term->left), words);
}

/* ---- one finding in a few words --------------------------------------------------------------- */

bool tell_is_so(struct telling *t, const struct rule_term *term, bool truth)
{
    return rule_truth(t->run, term) == (truth ? TRUTH_TRUE : TRUTH_FALSE);
}

static struct bilingual connective_text(struct telling *t, const struct rule_term *term, bool truth)
{
    bool first = tell_is_so(t, term->left, truth), second = tell_is_so(t, term->right, truth);
    if (first && second)
        return rule_phrase(t->arena, "{0}，{1}", "{0}, {1}", tell_finding(t, term->left, truth),
                           tell_finding(t, term->right, truth));
    return tell_finding(t, first ? term->left : term->right, truth);
}

/* Whether a part of a pattern is what it matches: no reader is shown “[0-9]”. */
static bool is_plain_word(struct str part)
{
    for (size_t i = 0; i < part.len; i++)
        if (strchr("[](){}.*+?^$\\", part.ptr[i]))
            return false;
    return true;
}

/* The first few words of a pattern, which is a long list of them. */
static struct bilingual first_words(struct telling *t, const struct rule_term *match)
{
    struct rule_value value;
    struct bilingual list = {{0}, {0}};
    rule_evaluate(t->run, match->right, &value);
    struct str rest = value.text;
    for (unsigned i = 0; i < WORDS_SHOWN && rest.len;) {
        const char *bar = memchr(rest.ptr, '|', rest.len);
        size_t length = bar ? (size_t)(bar - rest.ptr) : rest.len;
        if (!is_plain_word(str_part(rest, 0, length))) {
            rest = str_part(rest, bar ? length + 1 : length, rest.len);
            continue;
        }
        struct rule_value word = {.kind = RULE_TEXT, .text = str_part(rest, 0, length)};
        struct bilingual text = rule_value_text(t->arena, &word);
        list = i++ ? rule_phrase(t->arena, "{0}{1}", "{0}, {1}", list, text) : text;
        rest = str_part(rest, bar ? length + 1 : length, rest.len);
    }
    return list;
}

/* Of 包含 and 匹配: what the text holds, or what it should. */
static struct bilingual words_text(struct telling *t, const struct rule_term *term, bool truth)
{
    struct arena *a = t->arena;
    struct rule_value value;
    struct bilingual text = rule_term_words(a, term->left);
    struct bilingual wanted = tell_value(t, term->right, &value);
    if (truth) {
        value = (struct rule_value){.kind = RULE_TEXT, .text = rule_found(t->run, term)};
        return rule_phrase(a, "“{0}”里有{1}", "'{0}' holds {1}", text, rule_value_text(a, &value));
    }
    if (term->index == FUNCTION_MATCHES && wanted.chinese.len > PATTERN_SHOWN)
        return rule_phrase(a, "“{0}”里没有{1}一类的词", "'{0}' has no word such as {1}", text,
                           first_words(t, term));
    if (term->index == FUNCTION_MATCHES)
        return rule_phrase(a, "“{0}”不合样式 {1}", "'{0}' does not match {1}", text, wanted);
    if (term->right->operation == TERM_WORDS)
        return rule_phrase(a, "“{0}”里没有“{1}”里的词", "'{0}' has none of the {1}", text, wanted);
    return rule_phrase(a, "“{0}”里没有{1}", "'{0}' does not hold {1}", text, wanted);
}

/* Whether the term is numbers or years that are looked for in a text. */
static bool is_reading(const struct rule_term *term)
{
    return term->operation == TERM_CALL &&
           (term->index == FUNCTION_QUANTITIES || term->index == FUNCTION_YEARS ||
            term->index == FUNCTION_QUANTITIES_OF || term->index == FUNCTION_QUANTITIES_AFTER);
}

static struct bilingual reading_text(struct telling *t, const struct rule_term *has, bool found)
{
    struct bilingual text = rule_term_words(t->arena, has->left->left), none = {{0}, {0}};
    if (has->left->index == FUNCTION_YEARS)
        return rule_phrase(t->arena, found ? "“{0}”里有年份" : "“{0}”里没有年份",
                           found ? "'{0}' has a year" : "'{0}' has no year", text, none);
    return rule_phrase(t->arena, found ? "“{0}”里有数" : "“{0}”里没有数",
                       found ? "'{0}' has a number" : "'{0}' has no number", text, none);
}

static struct bilingual call_text(struct telling *t, const struct rule_term *term, bool truth)
{
    struct arena *a = t->arena;
    struct bilingual left = rule_term_words(a, term->left);
    struct bilingual right = {{0}, {0}};
    struct rule_value value;
    switch ((enum rule_function)term->index) {
    case FUNCTION_HAS:
    case FUNCTION_BLANK:
        if (is_reading(term->left))
            return reading_text(t, term, truth == (term->index == FUNCTION_HAS));
        if (truth == (term->index == FUNCTION_HAS))
            return rule_phrase(a, "写了“{0}”", "'{0}' is written", left, right);
        return rule_phrase(a, "“{0}”没有写", "'{0}' is not written", left, right);
    case FUNCTION_CONTAINS:
    case FUNCTION_MATCHES:
        return words_text(t, term, truth);
    case FUNCTION_CUT_OFF:
    case FUNCTION_DOUBLED:
    case FUNCTION_MISCALCULATED:
        if (!truth)
            break;
        value = (struct rule_value){.kind = RULE_TEXT, .text = rule_slip(t->run, term)};
        right = rule_value_text(t->arena, &value);
        if (term->index == FUNCTION_CUT_OFF)
            return rule_phrase(a, "到{1}就断了", "breaks off at {1}", left, right);
        if (term->index == FUNCTION_MISCALCULATED)
            return rule_phrase(a, "{1}算错了", "{1} is wrong", left, right);
        return rule_phrase(a, "{1}写了两遍", "{1} stands there twice", left, right);
    case FUNCTION_UNIQUE:
        return truth ? rule_phrase(a, "“{0}”没有重复", "'{0}' has no repetition", left, right)
                     : rule_phrase(a, "“{0}”有重复", "'{0}' has repetitions", left, right);
    case FUNCTION_WEAKENED:
        left = side_text(t, term->left);
        right = side_text(t, term->right);
        return truth ? rule_phrase(a, "从 {0} 放宽到 {1}", "weakened from {0} to {1}", left, right)
                     : rule_phrase(a, "{0} 没有放宽到 {1}", "{0} is not weakened to {1}", left,
                                   right);
    case FUNCTION_MENTIONS:
        return truth ? rule_phrase(a, "提到了", "it is spoken of", left, right)
                     : rule_phrase(a, "没有一处提到", "nothing speaks of it", left, right);
    case FUNCTION_AGREE:
        return rule_phrase(a, truth ? "{0} 和 {1} 相符" : "{0} 和 {1} 不符",
                           truth ? "{0} and {1} agree" : "{0} and {1} differ",
                           side_text(t, term->left), side_text(t, term->right));
    case FUNCTION_ALL:
    case FUNCTION_ANY:
    case FUNCTION_SUM:
    case FUNCTION_COUNT:
    case FUNCTION_MAXIMUM:
    case FUNCTION_MINIMUM:
    case FUNCTION_LENGTH:
    case FUNCTION_ROUND:
    case FUNCTION_PLACES:
    case FUNCTION_YEAR_OF:
    case FUNCTION_DAYS:
    case FUNCTION_JOIN:
    case FUNCTION_SIMILARITY:
    case FUNCTION_OVERLAP:
    case FUNCTION_QUANTITIES:
    case FUNCTION_QUANTITIES_OF:
    case FUNCTION_YEARS:
    case FUNCTION_SHARED:
    case FUNCTION_CAPTION:
    case FUNCTION_QUANTITIES_AFTER:
    case RULE_FUNCTION_COUNT:
        break;
    }
    struct bilingual word = truth ? (struct bilingual){STR("是"), STR("yes")}
                                  : (struct bilingual){STR("否"), STR("no")};
    return rule_phrase(a, "{0}：{1}", "{0}: {1}", rule_term_words(a, term), word);
}

struct bilingual tell_finding(struct telling *t, const struct rule_term *term, bool truth)
{
    switch (term->operation) {
    case TERM_NOT:
        return tell_finding(t, term->left, !truth);
    case TERM_AND:
    case TERM_OR:
        return connective_text(t, term, truth);
    case TERM_COMPARE:
    case TERM_BETWEEN:
    case TERM_AMONG:
        return tell_is_of_caption(term) ? tell_caption(t, term, truth)
                                        : tell_with_name(t, term, truth);
    case TERM_CALL:
        return call_text(t, term, truth);
    case TERM_CONSTANT:
        return (struct bilingual){STR("要求里写的是“假”，总不成立"),
                                  STR("what is required is 'false', which never holds")};
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
    return rule_truth_words(t->arena, term, truth);
}

/* ---- a text at odds with a value -------------------------------------------------------------- */

/* Of `它 = a 或 它 = b 或 …` the first that has a value. */
static bool first_choice(struct telling *t, const struct rule_term *term, struct bilingual *text)
{
    struct rule_value value;
    if (term->operation == TERM_OR)
        return first_choice(t, term->left, text) || first_choice(t, term->right, text);
    if (term->operation != TERM_COMPARE || term->relation != AST_EQUAL)
        return false;
    *text = tell_value(t, term->right, &value);
    return value.kind == RULE_QUANTITY || value.kind == RULE_DATE;
}

struct bilingual tell_unlike(struct telling *t, const struct rule_term *any, struct bilingual read)
{
    struct arena *a = t->arena;
    struct bilingual text = rule_term_words(a, any->left->left), here;
    struct bilingual there = rule_phrase(a, "“{0}”里是 {1}", "'{0}' has {1}", text, read);
    if (!first_choice(t, any->right, &here))
        return there;
    return rule_phrase(a, "这里是 {0}，{1}", "here it is {0}, {1}", here, there);
}
