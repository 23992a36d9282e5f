#include "agent/firelens/router_config.h"

#include <fmt/format.h>

#include <utility>

namespace gantry::agent {
namespace {

using PluginOptions = std::map<std::string, std::string>;

constexpr const char* kSocket = "/var/run/fluent.sock";
constexpr const char* kPort = "24224";
constexpr const char* kHealthPort = "8877";
constexpr const char* kHealthTag = "firelens-healthcheck";
constexpr const char* kIncludePattern = "include-pattern";
constexpr const char* kExcludePattern = "exclude-pattern";
constexpr std::int64_t kDefaultBufferMb = 25;

/// An input or an output.
struct Pipe {
    std::string name;
    std::string tag;  ///< empty: none is written
    PluginOptions options;
};

struct Pattern {
    std::string tag;
    std::string pattern;
};

struct Sections {
    std::vector<Pipe> inputs;
    std::vector<Pattern> includes;
    std::vector<Pattern> excludes;
    std::string fields_tag;
    PluginOptions fields;
    std::string external_file;
    std::vector<Pipe> outputs;
};

/// Half of the router's memory: its input is held there until it was sent.
std::string buffer_limit(std::int64_t memory_mib) {
    const std::int64_t half = memory_mib / 2;
    return fmt::format("{}MB", half > 0 ? half : kDefaultBufferMb);
}

void add_inputs(const RouterSetup& setup, Sections& sections) {
    const bool fluentd = setup.program == RouterProgram::Fluentd;
    if (fluentd) {
        sections.inputs.push_back({"unix", "", {{"path", kSocket}}});
    } else {
        sections.inputs.push_back(
            {"forward",
             "",
             {{"unix_path", kSocket}, {"Mem_Buf_Limit", buffer_limit(setup.memory_mib)}}}
        );
    }
    if (setup.network != Network::Bridge && setup.network != Network::Vpc) return;
    const char* const address = setup.network == Network::Bridge ? "0.0.0.0" : "127.0.0.1";
    if (fluentd) {
        sections.inputs.push_back({"forward", "", {{"port", kPort}, {"bind", address}}});
        return;
    }
    sections.inputs.push_back({"forward", "", {{"Port", kPort}, {"Listen", address}}});
    sections.inputs.push_back({"tcp", kHealthTag, {{"Port", kHealthPort}, {"Listen", "127.0.0.1"}}}
    );
    sections.outputs.push_back({"null", kHealthTag, {}});
}

Result<void> add_output(
    RouterProgram program, const RouterSetup::Output& output, Sections& sections
) {
    const bool fluentd = program == RouterProgram::Fluentd;
    const char* const plugin = fluentd ? "@type" : "Name";
    const std::string tag = output.container + "-firelens" + (fluentd ? "**" : "*");
    PluginOptions options = output.options;
    if (auto found = options.extract(kIncludePattern)) {
        sections.includes.push_back({tag, std::move(found.mapped())});
    }
    if (auto found = options.extract(kExcludePattern)) {
        sections.excludes.push_back({tag, std::move(found.mapped())});
    }
    auto name = options.extract(plugin);
    if (name) {
        sections.outputs.push_back({std::move(name.mapped()), tag, std::move(options)});
        return {};
    }
    // The user's own file may say where it goes.
    if (options.empty()) return {};
    return invalid_argument(fmt::format(
        "unable to apply log options of container {} to firelens config: missing output key {} "
        "which is required for firelens configuration of type {}",
        output.container,
        plugin,
        fluentd ? "fluentd" : "fluentbit"
    ));
}

void append_options(std::string& text, const PluginOptions& options) {
    for (const auto& [name, value] : options) text += fmt::format("    {} {}\n", name, value);
}

std::string for_fluent_bit(const Sections& sections) {
    std::string text;
    for (const Pipe& input : sections.inputs) {
        text += fmt::format("\n[INPUT]\n    Name {}\n", input.name);
        if (!input.tag.empty()) text += fmt::format("    Tag {}\n", input.tag);
        append_options(text, input.options);
    }
    constexpr const char* kGrep = "\n[FILTER]\n    Name   grep\n    Match {}\n    {} log {}\n";
    for (const auto& [tag, pattern] : sections.includes) {
        text += fmt::format(fmt::runtime(kGrep), tag, "Regex ", pattern);
    }
    for (const auto& [tag, pattern] : sections.excludes) {
        text += fmt::format(fmt::runtime(kGrep), tag, "Exclude", pattern);
    }
    if (!sections.fields.empty()) {
        text += "\n[FILTER]\n    Name record_modifier\n    Match " + sections.fields_tag + "\n";
        for (const auto& [name, value] : sections.fields) {
            text += fmt::format("    Record {} {}\n", name, value);
        }
    }
    if (!sections.external_file.empty()) text += "\n@INCLUDE " + sections.external_file + "\n";
    for (const Pipe& output : sections.outputs) {
        text += fmt::format("\n[OUTPUT]\n    Name {}\n    Match {}\n", output.name, output.tag);
        append_options(text, output.options);
    }
    return text;
}

std::string for_fluentd(const Sections& sections) {
    std::string text;
    for (const Pipe& input : sections.inputs) {
        text += fmt::format("\n<source>\n    @type {}\n", input.name);
        append_options(text, input.options);
        text += "</source>\n";
    }
    constexpr const char* kGrep =
        "\n<filter {0}>\n    @type  grep\n    <{1}>\n        key log\n        pattern {2}\n"
        "    </{1}>\n</filter>\n";
    for (const auto& [tag, pattern] : sections.includes) {
        text += fmt::format(fmt::runtime(kGrep), tag, "regexp", pattern);
    }
    for (const auto& [tag, pattern] : sections.excludes) {
        text += fmt::format(fmt::runtime(kGrep), tag, "exclude", pattern);
    }
    if (!sections.fields.empty()) {
        text += fmt::format(
            "\n<filter {}>\n    @type record_transformer\n    <record>\n", sections.fields_tag
        );
        for (const auto& [name, value] : sections.fields) {
            text += fmt::format("        {} {}\n", name, value);
        }
        text += "    </record>\n</filter>\n";
    }
    if (!sections.external_file.empty()) text += "\n@include " + sections.external_file + "\n";
    for (const Pipe& output : sections.outputs) {
        text += fmt::format("\n<match {}>\n    @type {}\n", output.tag, output.name);
        append_options(text, output.options);
        text += "</match>\n";
    }
    return text;
}

}  // namespace

Result<std::string> router_config(const RouterSetup& setup) {
    const bool fluentd = setup.program == RouterProgram::Fluentd;
    Sections sections;
    sections.fields_tag = fluentd ? "**" : "*";
    sections.fields = setup.fields;
    sections.external_file = setup.external_file;
    add_inputs(setup, sections);
    for (const RouterSetup::Output& output : setup.outputs) {
        if (auto added = add_output(setup.program, output, sections); !added) return added.error();
    }
    return fluentd ? for_fluentd(sections) : for_fluent_bit(sections);
}

const char* config_path(RouterProgram program) {
    return program == RouterProgram::Fluentd ? "/fluentd/etc/fluent.conf"
                                             : "/fluent-bit/etc/fluent-bit.conf";
}

const char* external_path(RouterProgram program) {
    return program == RouterProgram::Fluentd ? "/fluentd/etc/external.conf"
                                             : "/fluent-bit/etc/external.conf";
}

}  // namespace gantry::agent
