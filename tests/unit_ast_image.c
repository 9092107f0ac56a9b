/* unit_ast_image.c - the library's trees, as the build kept them and as the parser makes them. */
#include "sema/stdlib.h"
#include "syntax/ast_image.h"
#include "syntax/parse.h"

#include "unit.h"

/* Texts with everything that an image keeps in a way of its own. */
static const char *const texts[] = {
    "",
    "/// 说明\n/// 第二行\n项目 \"甲\" {\n 年度：2020；空\n 甲.乙 \"丙\"：1.50 万元, -2%, "
    "2020年3月 }\n",
    "数量 \"a\\n\\\"b\\\"\" >= 90%\n 比：《甲》\n 真假：真；否：假",
    "规则 \"r\" { 要求：非 甲.乙(丙, 丁)[1] + f() × (2 - 3) 至 4 且 甲 属于 乙 }",
    "块：\"\"\"\n  一\n  二\n  \"\"\"\n大：123456789012345678901234567890",
};

/* Whether the tree is the same when it was written and read, and that image the same again. */
static bool survives(struct arena *a, struct source *source, struct ast_nodes nodes)
{
    size_t at = 0;
    struct str image = ast_image_write(a, source, nodes);
    struct ast_nodes read = ast_image_read(a, source, image, &at);
    return at == image.len && str_equal(ast_image_write(a, source, read), image) &&
           str_equal(ast_print(a, read.first, true), ast_print(a, nodes.first, true));
}

int main(void)
{
    struct unit u = {0};
    struct arena a = ARENA_INIT;
    struct diags diags = {.arena = &a};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct source *source = source_new(&a, STR("image.jx"), str_of(texts[i]));
        struct ast_nodes nodes = parse(source, &a, &diags, NULL);
        CHECK(&u, diags.errors == 0);
        CHECK(&u, survives(&a, source, nodes));
    }
    struct str images = {stdlib_images[0].text, stdlib_images[0].length};
    size_t at = 0;
    for (const struct stdlib_file *file = stdlib_files; file->path; file++) {
        struct str text = {file->text, file->length};
        struct source *source = source_new(&a, str_of(file->path), text);
        struct ast_nodes kept = ast_image_read(&a, source, images, &at);
        struct ast_nodes parsed = parse(source, &a, &diags, NULL);
        CHECK(&u,
              str_equal(ast_image_write(&a, source, kept), ast_image_write(&a, source, parsed)));
        CHECK(&u, survives(&a, source, parsed));
    }
    CHECK(&u, at == images.len);
    CHECK(&u, diags.first == NULL);
    arena_free(&a);
    return unit_finish(&u);
}
