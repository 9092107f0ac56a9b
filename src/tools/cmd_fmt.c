/* cmd_fmt.c - jixiao fmt: the canonical layout, in place, listed, or shown as a diff. */
#include "tools/files.h"

#include "base/line_diff.h"
#include "emit/terminal.h"
#include "syntax/format.h"
#include "syntax/parse.h"
#include "tools/translate.h"

/* What the run needs to know, and what came of the files so far. */
struct outcome {
    struct translator *translator; /* NULL: words stay */
    unsigned changed, unchanged, broken;
    bool cannot;
};

/* Whether a text means what these nodes do: nothing is ever written that does not. */
static bool same_meaning(struct arena *a, struct ast_nodes nodes, struct str path,
                         struct str formatted)
{
    struct diags diags = {.arena = a};
    struct source *after = source_new(a, path, formatted);
    struct str one = ast_print(a, nodes.first, false);
    struct str other = ast_print(a, parse(after, a, &diags, NULL).first, false);
    return !diags.errors && str_equal(one, other);
}

static void list_file(struct str path)
{
    terminal_write_path(stdout, path);
    putchar('\n');
}

/* Whether what comes out is the text itself, which nothing else may stand among. */
static bool is_filter(const struct options *options, const struct file *file)
{
    return file_is_input(file) && !options->check_only && !options->show_diff;
}

/* The canonical text, in the words that are wanted; false after telling why it is not written. */
static bool print_canonical(const struct options *options, const struct format_input *input,
                            struct arena *a, struct translator *translator, struct str *formatted)
{
    const struct source *source = input->source;
    *formatted = format_print(a, input, NULL);
    if (!str_equal(*formatted, source->text) &&
        !same_meaning(a, input->nodes, source->path, *formatted)) {
        command_refuse(options, source->path.ptr, "内部错误：整理会改变内容，没有写",
                       "internal error: the layout would change what it says; not written");
        return false;
    }
    switch (translator ? translate(translator, a, input, formatted) : TRANSLATED) {
    case TRANSLATED:
        return true;
    case TRANSLATED_PARTLY:
        command_refuse(options, source->path.ptr,
                       "引用的体系或文件没有找到，它们规定的名称没有换；jixiao check 说明是哪一个",
                       "a framework or file that it uses was not found, and names of theirs stay; "
                       "jixiao check tells which");
        return true;
    case TRANSLATION_FAILED:
        return false;
    case TRANSLATION_UNLIKE:
        command_refuse(options, source->path.ptr, "内部错误：换了词意思会变，没有写",
                       "internal error: in other words it would not mean the same; not written");
        return false;
    }
    return false;
}

/* One file with the options at hand; its diagnostics go where no text goes. */
static void format_file(const struct options *options, const struct file *file, struct arena *a,
                        struct outcome *outcome)
{
    struct source *source;
    if (!file_read_or_tell(options, file, a, &source)) {
        outcome->cannot = true;
        return;
    }
    struct diags diags = {.arena = a};
    struct format_input input;
    struct str formatted;
    if (!format_read(a, source, &diags, &input)) {
        diag_sort(&diags);
        diag_print(is_filter(options, file) ? stderr : stdout, &diags, a, &options->print);
        outcome->broken++;
        if ((is_filter(options, file) || options->show_diff) && !options->quiet)
            fputs(options->language == LANGUAGE_ENGLISH ? "it has errors: not laid out\n"
                                                        : "有错误，没有整理\n",
                  stderr); /* no line ends such a run */
        return;
    }
    if (!print_canonical(options, &input, a, outcome->translator, &formatted)) {
        outcome->cannot = true;
        return;
    }
    bool changes = !str_equal(formatted, source->text);
    outcome->changed += changes;
    outcome->unchanged += !changes;
    if (options->show_diff) {
        struct str diff = unified_diff(a, source->path, source->path, source->text, formatted);
        if (diff.len)
            fwrite(diff.ptr, 1, diff.len, stdout);
    } else if (options->check_only) {
        if (changes)
            list_file(source->path);
    } else if (is_filter(options, file)) {
        fwrite(formatted.ptr, 1, formatted.len, stdout);
    } else if (changes && !file_rewrite(options, source, a, formatted)) {
        outcome->cannot = true;
    }
}

/* The line that ends a run: not for a filter, whose output is the text, nor behind a diff. */
static void print_outcome(const struct options *options, const struct outcome *outcome)
{
    bool english = options->language == LANGUAGE_ENGLISH;
    const char *did = options->check_only ? english ? "would change" : "个文件要整理"
                      : english           ? "changed"
                                          : "个文件已整理";
    if (english)
        printf("%u %s, %u unchanged", outcome->changed, did, outcome->unchanged);
    else
        printf("%u %s，%u 个文件没有变", outcome->changed, did, outcome->unchanged);
    if (outcome->broken)
        printf(english ? ", %u with errors, not laid out" : "，%u 个文件有错误，没有整理",
               outcome->broken);
    putchar('\n');
}

int command_fmt(const struct options *options)
{
    struct arena a = ARENA_INIT, work = ARENA_INIT;
    struct file_list list;
    struct translator translator = {0};
    struct outcome outcome = {.translator = options->translates ? &translator : NULL};
    if (files_refuse_unnamed_input(options) || !files_collect_rest(options, &a, &list) ||
        (options->translates && !translator_open(&translator, options, &a))) {
        arena_free(&a);
        return EXIT_CANNOT;
    }
    bool filters = list.count == 1 && file_is_input(file_at(&list, 0));
    for (size_t i = 0; i < list.count; i++) {
        format_file(options, file_at(&list, i), &work, &outcome);
        arena_reset(&work);
    }
    outcome.cannot |= list.is_cut;
    if (!outcome.cannot && !options->quiet && !filters && !options->show_diff)
        print_outcome(options, &outcome);
    if (options->translates)
        translator_close(&translator);
    arena_free(&work);
    arena_free(&a);
    bool differs = outcome.changed && (options->check_only || options->show_diff);
    return outcome.cannot ? EXIT_CANNOT : outcome.broken || differs ? EXIT_MISTAKES : EXIT_CLEAN;
}
