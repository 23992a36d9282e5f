#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <memory>

#include "cmd/command.h"
#include "service/coverage.h"
#include "services/all.h"

namespace gantry::cmd {
namespace {

int print_coverage(const std::string& name) {
    const auto services = all_services();
    if (name.empty()) {
        std::fputs(service::coverage_index(services).c_str(), stdout);
        return 0;
    }
    const auto found = std::ranges::find(services, name, &service::Service::name);
    if (found == services.end()) {
        std::string known;
        for (const auto* service : services) known += fmt::format(" {}", service->name);
        fmt::print(stderr, "gantry coverage: no service '{}'; there are:{}\n", name, known);
        return 2;
    }
    std::fputs(service::coverage_page(**found).c_str(), stdout);
    return 0;
}

}  // namespace

void add_coverage_command(Program& program) {
    CLI::App* command = program.app.add_subcommand(
        "coverage", "Print which AWS operations this Gantry performs (docs/coverage.md)"
    );
    auto name = std::make_shared<std::string>();
    command->add_option(
        "SERVICE", *name, "Only this service, with each operation and member: ecs, …"
    );
    command->callback([&program, name] { program.run = [name] { return print_coverage(*name); }; });
}

}  // namespace gantry::cmd
