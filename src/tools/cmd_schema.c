/* cmd_schema.c - jixiao schema */
#include "tools/command.h"

int command_schema(const struct options *options)
{
    (void)options;
    return emit_schema(stdout) ? EXIT_CLEAN : command_fail(NULL, "内存不足 out of memory");
}
