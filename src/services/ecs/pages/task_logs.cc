#include "services/ecs/pages/task_logs.h"

#include "wire/json_codec.h"

namespace gantry::ecs {

namespace {

constexpr std::size_t kShortId = 12;  ///< as `docker ps` shows ids

std::string where_else(const ContainerLog& container, bool stopped) {
    const std::string see = "see: docker logs " + container.runtime_id.substr(0, kShortId);
    if (stopped) {
        return container.runtime_id.empty() ? "It was never made." : "No lines were kept; " + see;
    }
    return container.runtime_id.empty() ? "The task still runs; the container is not made yet."
                                        : "The task still runs; " + see;
}

}  // namespace

Result<void> TaskLogs::keep_only(const std::string& container) {
    std::string names;
    for (const ContainerLog& one : containers) {
        names += (names.empty() ? "" : ", ") + one.name;
    }
    std::erase_if(containers, [&](const ContainerLog& one) { return one.name != container; });
    if (!containers.empty()) return {};
    return not_found("The task has no container '" + container + "'; there are: " + names + ".");
}

std::string TaskLogs::json() const {
    std::string body = R"({"containers":[)";
    for (const ContainerLog& container : containers) {
        if (!container.lines) continue;
        if (body.back() == '}') body += ',';
        body += R"({"name":)";
        wire::append_json_string(body, container.name);
        body += R"(,"lines":)";
        wire::append_json(body, *container.lines);
        body += '}';
    }
    return body + "]}";
}

std::string TaskLogs::text() const {
    std::string text;
    for (const ContainerLog& container : containers) {
        const std::string before = containers.size() > 1 ? container.name + "  " : "";
        if (!container.lines || container.lines->empty()) {
            text += before + where_else(container, stopped) + "\n";
            continue;
        }
        for (const std::string& line : *container.lines) text += before + line + "\n";
    }
    return text;
}

}  // namespace gantry::ecs
