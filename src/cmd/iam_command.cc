// `gantry iam explain` and `gantry iam suggest`: why callers may do what they may, and what they
// need.

#include <string>
#include <vector>

#include "cmd/command.h"
#include "cmd/page_client.h"
#include "wire/percent.h"

namespace gantry::cmd {

namespace {

struct ExplainOptions {
    PageAccess access;
    std::string principal;
    std::string action;
    std::string resource;
    std::vector<std::string> context;
    bool json = false;
};

struct SuggestOptions {
    PageAccess access;
    std::string principal;
    bool refused = false;
    bool json = false;
};

/// "&context:aws:SourceIp=10.0.0.1" of "aws:SourceIp=10.0.0.1"; values of one key are put together.
std::string context_parameters(const std::vector<std::string>& context) {
    std::map<std::string, std::string> values;
    for (const std::string& text : context) {
        const std::size_t equals = text.find('=');
        std::string& value = values[text.substr(0, equals)];
        if (!value.empty()) value += '\n';
        value += text.substr(equals + 1);
    }
    std::string parameters;
    for (const auto& [key, value] : values) {
        parameters +=
            "&" + wire::percent_encode("context:" + key) + "=" + wire::percent_encode(value);
    }
    return parameters;
}

std::string explain_target(const ExplainOptions& options) {
    std::string target =
        "/_gantry/iam/explain?principal=" + wire::percent_encode(options.principal);
    if (!options.json) target += "&format=text";
    if (!options.action.empty()) target += "&action=" + wire::percent_encode(options.action);
    if (!options.resource.empty()) target += "&resource=" + wire::percent_encode(options.resource);
    return target + context_parameters(options.context);
}

std::string suggest_target(const SuggestOptions& options) {
    std::string target =
        "/_gantry/iam/suggest?principal=" + wire::percent_encode(options.principal);
    if (!options.json) target += "&format=text";
    if (options.refused) target += "&refused=true";
    return target;
}

void add_explain(Program& program, CLI::App& iam) {
    auto options = std::make_shared<ExplainOptions>();
    CLI::App* command = iam.add_subcommand(
        "explain",
        "Print which statements allow or deny a call, and the smallest grant that is missing.\n\n"
        "  gantry iam explain --principal arn:aws:iam::000000000000:user/ann \\\n"
        "      --action ecs:StopTask --resource 'arn:aws:ecs:us-east-1:000000000000:task/a/1'\n"
        "  gantry iam explain --principal arn:aws:iam::000000000000:user/ann\n"
        "                                   the last call of hers that was denied\n\n"
        "A resource's own policy (of a bucket, key, secret or repository) is asked of that call "
        "only."
    );
    command->add_option("--principal", options->principal, "ARN of a user, role or session")
        ->required();
    command->add_option("--action", options->action, "As in policies: ecs:RunTask");
    command->add_option("--resource", options->resource, "Its ARN; left out: *")->needs("--action");
    command
        ->add_option(
            "--context",
            options->context,
            "KEY=VALUE of the request, like aws:RequestTag/team=red; repeatable, also for one key"
        )
        ->check(CLI::Validator(
            [](std::string& text) {
                const std::size_t equals = text.find('=');
                const bool good = equals != std::string::npos && equals > 0;
                return good ? std::string() : "takes KEY=VALUE, but was " + text;
            },
            ""
        ))
        ->needs("--action");
    command->add_flag("--json", options->json, "As JSON");
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return print_page(options->access, explain_target(*options)); };
    });
}

void add_suggest(Program& program, CLI::App& iam) {
    auto options = std::make_shared<SuggestOptions>();
    CLI::App* command = iam.add_subcommand(
        "suggest",
        "Print a policy that allows what a principal really called since Gantry started, and "
        "little more.\n\n"
        "  gantry iam suggest arn:aws:iam::000000000000:role/deploy > deploy-policy.json\n\n"
        "More than ten resources of one action become a pattern. Calls are remembered in memory."
    );
    command->add_option("principal", options->principal, "ARN of a user, role, session or root")
        ->required();
    command->add_flag("--refused", options->refused, "Also what was refused");
    command->add_flag("--json", options->json, "With how often each action was called");
    add_page_access(*command, options->access);
    command->callback([&program, options] {
        program.run = [options] { return print_page(options->access, suggest_target(*options)); };
    });
}

}  // namespace

void add_iam_command(Program& program) {
    CLI::App* iam =
        program.app.add_subcommand("iam", "Explain decisions of IAM's policies, and suggest some");
    iam->require_subcommand(1);
    add_explain(program, *iam);
    add_suggest(program, *iam);
}

}  // namespace gantry::cmd
