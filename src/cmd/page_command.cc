// `gantry history`, `state`, `status` and `interrupt`: Gantry's own pages, of a running Gantry.

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

void add_status_command(Program& program) {
    auto access = std::make_shared<PageAccess>();
    CLI::App* command = program.app.add_subcommand(
        "status", "Print the tasks that have not stopped, and how far the pulls of their images are"
    );
    add_page_access(*command, *access);
    command->callback([&program, access] {
        program.run = [access] { return print_page(*access, "/_gantry/status"); };
    });
}

void add_interrupt_command(Program& program) {
    auto options = std::make_shared<PageOptions>();
    auto notice_s = std::make_shared<int>(120);
    CLI::App* command = program.app.add_subcommand(
        "interrupt", "Interrupt a task of FARGATE_SPOT, as AWS does when it wants its capacity back"
    );
    command->add_option("task", options->subject, "ARN of the task")->required();
    command->add_option("--notice", *notice_s, "Seconds from the notice to the stop")
        ->check(CLI::Range(0, 120))
        ->capture_default_str();
    add_page_access(*command, options->access);
    command->callback([&program, options, notice_s] {
        program.run = [options, notice_s] {
            const std::string target = "/_gantry/interrupt?notice=" + std::to_string(*notice_s) +
                                       "&task=" + wire::percent_encode(options->subject);
            return print_page(options->access, target, "POST");
        };
    });
}

}  // namespace gantry::cmd
