/* list_catalogue.c - the catalogue, for people. */
#include "tools/list_catalogue.h"

#include "sema/standard.h"

#include <stdio.h>

bool list_wants(const struct options *options, struct bilingual name)
{
    for (int i = 0; i < options->path_count; i++) {
        struct str wanted = str_of(options->paths[i]);
        if (str_equal(wanted, name.chinese) || str_equal(wanted, name.english))
            return true;
    }
    return options->path_count == 0;
}

bool list_wants_all(const struct options *options, enum word_id word)
{
    return list_wants(options, word_info(word)->name);
}

static const char *say(const struct options *options, const char *chinese, const char *english)
{
    return options->language == LANGUAGE_ENGLISH ? english : chinese;
}

static void print_names(struct bilingual name)
{
    printf("%" STR_FORMAT, STR_ARG(name.chinese));
    if (!str_equal(name.chinese, name.english))
        printf(" %" STR_FORMAT, STR_ARG(name.english));
}

/* “词表 空泛词 vague_words” */
static void print_head(const struct options *options, enum word_id word, struct bilingual name)
{
    printf("%" STR_FORMAT " ", STR_ARG(bilingual_text(word_info(word)->name, options->language)));
    print_names(name);
}

/* “      公式：…”; nothing if it is empty. */
static void print_note(const struct options *options, const char *chinese, const char *english,
                       struct str text)
{
    if (text.len)
        printf("      %s%" STR_FORMAT "\n", say(options, chinese, english), STR_ARG(text));
}

static void print_texts(const struct options *options, const struct str *texts, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        printf("%s%" STR_FORMAT, i ? say(options, "、", ", ") : "", STR_ARG(texts[i]));
}

/* ---- word lists ---------------------------------------------------------------------------- */

static size_t list_words(const struct options *options, const struct catalogue *catalogue)
{
    size_t shown = 0;
    for (const struct word_list *list = catalogue->word_lists; list; list = list->next) {
        if (!list_wants(options, list->name) && !list_wants_all(options, WORD_FILE_WORD_LIST))
            continue;
        print_head(options, WORD_FILE_WORD_LIST, list->name);
        fputs(list->is_whole ? say(options, "（整段文字）\n", " (all of a text)\n") : "\n", stdout);
        print_note(options, "", "", list->documentation);
        fputs("  ", stdout);
        print_texts(options, list->words, list->count);
        if (list->excepted_count) {
            fputs(say(options, "\n  除外：", "\n  except: "), stdout);
            print_texts(options, list->excepted, list->excepted_count);
        }
        putchar('\n');
        shown++;
    }
    return shown;
}

/* ---- codes --------------------------------------------------------------------------------- */

bool list_wants_code(const struct options *options, const struct class_code *code)
{
    struct bilingual number = {code->code, code->code};
    return list_wants(options, code->name) || list_wants(options, number);
}

static void print_codes(const struct classification *list)
{
    for (const struct class_code *code = list->codes; code; code = code->next) {
        unsigned level = 0;
        while (level + 1 < list->level_count && list->digits[level] < code->code.len)
            level++;
        printf("%*s%" STR_FORMAT " ", (int)(2 * level + 2), "", STR_ARG(code->code));
        print_names(code->name);
        putchar('\n');
    }
}

static void print_classification(const struct options *options, const struct classification *list)
{
    print_head(options, WORD_FILE_CLASSIFICATION, list->name);
    if (list->first_year)
        printf(say(options, "（%d 至 %d 年）", " (%d to %d)"), list->first_year, list->last_year);
    putchar('\n');
    print_note(options, "", "", list->documentation);
    print_note(options, "范围：", "extent: ", bilingual_text(list->extent, options->language));
    print_codes(list);
}

/* One code, and the class that it is of: “30216 培训费 training（经济分类，302 商品和服务支出）”. */
static void print_code(const struct options *options, const struct catalogue *catalogue,
                       const struct class_code *code)
{
    const struct class_code *above =
        catalogue_code_above(catalogue, code->list->field, code->code, code->list->first_year);
    printf("%" STR_FORMAT " ", STR_ARG(code->code));
    print_names(code->name);
    printf("%s%" STR_FORMAT, say(options, "（", " ("),
           STR_ARG(bilingual_text(code->list->name, options->language)));
    if (above)
        printf("%s%" STR_FORMAT " %" STR_FORMAT, say(options, "，", ", "), STR_ARG(above->code),
               STR_ARG(bilingual_text(above->name, options->language)));
    puts(say(options, "）", ")"));
}

static size_t list_codes(const struct options *options, const struct catalogue *catalogue)
{
    size_t shown = 0;
    const struct classification *list = catalogue->classifications;
    for (; list; list = list->next) {
        if (list_wants(options, list->name) || list_wants_all(options, WORD_FILE_CLASSIFICATION)) {
            print_classification(options, list);
            shown++;
            continue;
        }
        for (const struct class_code *code = list->codes; code; code = code->next) {
            if (list_wants_code(options, code)) {
                print_code(options, catalogue, code);
                shown++;
            }
        }
    }
    return shown;
}

/* ---- indicators ---------------------------------------------------------------------------- */

bool list_wants_indicator(const struct options *options, const struct known_indicator *known)
{
    bool wanted = list_wants(options, known->name) || list_wants(options, known->library->name) ||
                  list_wants_all(options, WORD_FILE_INDICATOR_LIBRARY);
    for (unsigned i = 0; i < known->spelling_count && !wanted; i++)
        wanted = list_wants(options, (struct bilingual){known->spellings[i], known->spellings[i]});
    return wanted;
}

/* “数量；人次；越大越好” */
static void print_measured(const struct options *options, const struct known_indicator *known)
{
    const char *comma = say(options, "、", ", ");
    for (unsigned i = 0; i < known->role_count; i++)
        printf("%s%" STR_FORMAT, i ? comma : say(options, "：", ": "),
               STR_ARG(bilingual_text(known->roles[i]->name, options->language)));
    const char *before = say(options, "；", "; ");
    struct str names[16];
    unsigned count = 0, most = sizeof names / sizeof names[0];
    for (unsigned i = 0; i < known->unit_count && count < most; i++)
        names[count++] = bilingual_text(known->units[i]->name, options->language);
    for (unsigned i = 0; i < known->takes.kind_count && count < most; i++)
        names[count++] = bilingual_text(known->takes.kinds[i]->name, options->language);
    static const struct {
        enum accepted accepted;
        const char *chinese, *english;
    } others[] = {{ACCEPTS_GRADE, "等级", "grade"},
                  {ACCEPTS_DATE, "日期", "date"},
                  {ACCEPTS_TEXT, "文字", "text"},
                  {ACCEPTS_PRICE, "单价", "price"},
                  {ACCEPTS_RATE, "频次", "rate of occurrence"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0] && count < most; i++) {
        if (known->takes.accepts & others[i].accepted)
            names[count++] = str_of(say(options, others[i].chinese, others[i].english));
    }
    if (count)
        fputs(before, stdout);
    print_texts(options, names, count);
    if (known->direction != DIRECTION_NONE)
        printf("%s%s", before,
               known->direction == DIRECTION_HIGHER ? say(options, "正向", "positive")
                                                    : say(options, "反向", "negative"));
    putchar('\n');
}

static size_t list_indicators(const struct options *options, const struct catalogue *catalogue)
{
    size_t shown = 0;
    const struct indicator_library *library = catalogue->libraries;
    for (; library; library = library->next) {
        bool is_headed = false;
        for (const struct known_indicator *known = library->first; known; known = known->next) {
            if (!list_wants_indicator(options, known))
                continue;
            if (!is_headed) {
                print_head(options, WORD_FILE_INDICATOR_LIBRARY, library->name);
                putchar('\n');
            }
            is_headed = true;
            fputs("  ", stdout);
            print_names(known->name);
            print_measured(options, known);
            print_note(options, "", "", known->documentation);
            print_note(options, "公式：",
                       "formula: ", bilingual_text(known->formula, options->language));
            print_note(options, "标准：",
                       "standard: ", bilingual_text(known->standard, options->language));
            if (known->spelling_count) {
                fputs(say(options, "      也叫：", "      also called: "), stdout);
                print_texts(options, known->spellings, known->spelling_count);
                putchar('\n');
            }
            shown++;
        }
    }
    return shown;
}

/* ---- standards ----------------------------------------------------------------------------- */

static size_t tell_of_standards(const struct options *options)
{
    bool is_asked = options->path_count && list_wants_all(options, WORD_FILE_STANDARD);
    if (is_asked)
        puts(say(options, "标准库不带定额：在自己的文件里声明，见 jixiao explain JX0361",
                 "the library brings no standards: declare your own, see `jixiao explain JX0361`"));
    return is_asked;
}

size_t list_catalogue(const struct options *options, const struct library *library)
{
    const struct catalogue *catalogue = &library->catalogue;
    return list_words(options, catalogue) + list_codes(options, catalogue) +
           list_indicators(options, catalogue) + tell_of_standards(options);
}

/* ---- by name ------------------------------------------------------------------------------- */

bool list_catalogue_has(const struct library *library, struct arena *a, struct str name)
{
    const struct catalogue *catalogue = &library->catalogue;
    bool found = catalogue_word_list(catalogue, name) ||
                 catalogue_classification(catalogue, name) ||
                 word_set_get(&catalogue->indicator_names, indicator_key(a, name));
    for (enum code_field field = 0; field < CODE_FIELD_COUNT && !found; field++)
        found = catalogue_code(catalogue, field, name, 0) ||
                catalogue_code_named(catalogue, field, name, 0);
    for (const struct indicator_library *l = catalogue->libraries; l && !found; l = l->next)
        found = str_equal(l->name.chinese, name) || str_equal(l->name.english, name);
    return found;
}

void list_catalogue_nearest(const struct library *library, struct nearest *nearest)
{
    const struct catalogue *catalogue = &library->catalogue;
    for (const struct word_list *list = catalogue->word_lists; list; list = list->next)
        nearest_try_both(nearest, list->name.chinese, list->name.english);
    for (const struct classification *list = catalogue->classifications; list; list = list->next) {
        nearest_try_both(nearest, list->name.chinese, list->name.english);
        for (const struct class_code *code = list->codes; code; code = code->next)
            nearest_try_both(nearest, code->name.chinese, code->name.english);
    }
    for (const struct indicator_library *l = catalogue->libraries; l; l = l->next) {
        for (const struct known_indicator *known = l->first; known; known = known->next)
            nearest_try_both(nearest, known->name.chinese, known->name.english);
    }
}
