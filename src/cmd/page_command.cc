// `gantry history` and `gantry state`: Gantry's own pages, read from a running Gantry.

#include <string>

#include "cmd/command.h"
#include "cmd/page_client.h"
#include "wire/percent.h"

namespace gantry::cmd {

namespace {

struct PageOptions {
    PageAccess access;
    std::string subject;
    bool json = false;
};

}  // namespace

void add_history_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command = program.app.add_subcommand(
        "history", "Print the life of a resource: when it changed, why, and in what"
    );
    command
        ->add_option(
            "arn",
            options->subject,
            "ARN of a cluster, service, task, task definition or container instance"
        )
        ->required();
    command->add_flag("--json", options->json, "The stored rows in full, as JSON");
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] {
            const std::string format = options->json ? "json" : "text";
            const std::string arn = wire::percent_encode(options->subject);
            return print_page(options->access, "/_gantry/history?format=" + format + "&arn=" + arn);
        };
    });
}

void add_state_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command =
        program.app.add_subcommand("state", "Print every stored row, now or as of a past moment");
    command->add_option(
        "--at", options->subject, "The moment, e.g. 2026-03-01T12:00:00Z; left out: now"
    );
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] {
            const std::string at =
                options->subject.empty() ? "" : "?at=" + wire::percent_encode(options->subject);
            return print_page(options->access, "/_gantry/state" + at);
        };
    });
}

}  // namespace gantry::cmd
