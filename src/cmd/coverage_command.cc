#include <cstdio>

#include "cmd/command.h"
#include "services/ecs/api/operation_table.h"

namespace gantry::cmd {

void add_coverage_command(Program& program) {
    CLI::App* command = program.app.add_subcommand(
        "coverage", "Print which ECS operations this Gantry performs (docs/coverage.md)"
    );
    command->callback([&program] {
        program.run = [] {
            std::fputs(ecs::coverage_markdown().c_str(), stdout);
            return 0;
        };
    });
}

}  // namespace gantry::cmd
