// `gantry history`, `gantry state` and `gantry logs`: Gantry's own pages, read from a running
// Gantry.

#include <string>

#include "cmd/command.h"
#include "cmd/page_client.h"
#include "wire/percent.h"

namespace gantry::cmd {

namespace {

struct PageOptions {
    PageAccess access;
    std::string subject;
    std::string container;
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

void add_logs_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    CLI::App* command = program.app.add_subcommand(
        "logs", "Print the last lines that a task's stopped containers wrote"
    );
    command->add_option("task", options->subject, "ARN of the task")->required();
    command->add_option("--container", options->container, "Only this container");
    command->add_flag("--json", options->json, "As JSON");
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] {
            std::string target = "/_gantry/logs?task=" + wire::percent_encode(options->subject);
            if (!options->json) target += "&format=text";
            if (!options->container.empty())
                target += "&container=" + wire::percent_encode(options->container);
            return print_page(options->access, target);
        };
    });
}

}  // namespace gantry::cmd
