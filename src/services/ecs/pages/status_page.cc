#include "services/ecs/pages/status_page.h"

#include <fmt/format.h>

#include "service/page_answer.h"
#include "services/ecs/model/image_to_pull.h"

namespace gantry::ecs {
namespace {

constexpr std::size_t kMostLines = 1000;
constexpr double kMegabyte = 1e6;

std::string words_of(const wire::PullProgress& pull) {
    std::string words =
        fmt::format("pulling {}: {} of {} layers", pull.image, pull.layers_done, pull.layers);
    if (pull.bytes > 0) {
        words += fmt::format(
            ", {:.1f} of {:.1f} MB",
            static_cast<double>(pull.bytes_done) / kMegabyte,
            static_cast<double>(pull.bytes) / kMegabyte
        );
    }
    return words;
}

/// What it waits for; empty: nothing that is known.
std::string wait_of(const TaskRow& task, const PullsOf& pulls_of) {
    if (task.status > TaskStatus::Pending || task.instance_id.empty()) return {};
    const auto* pulls = pulls_of(task.instance_key());
    if (pulls == nullptr) return {};
    std::string words;
    for (const TaskContainer& container : task.containers) {
        const auto pull = pulls->find(image_to_pull(container.image, container.image_digest));
        if (container.status != ContainerStatus::Pending || pull == pulls->end()) continue;
        words += (words.empty() ? "" : "; ") + words_of(pull->second);
    }
    return words;
}

}  // namespace

net::HttpResponse status_page(const Tables& tables, const PullsOf& pulls_of) {
    std::string text;
    std::size_t lines = 0;
    std::size_t more = 0;
    for (const auto& [key, task] : tables.tasks.rows()) {
        if (task->stopped()) continue;
        if (++lines > kMostLines) {
            ++more;
            continue;
        }
        const std::string waits = wait_of(*task, pulls_of);
        text += fmt::format(
            "{}/{}  {}:{}  {}{}{}\n",
            task->cluster,
            task->id,
            task->family,
            task->revision,
            reflect::to_text(task->status),
            waits.empty() ? "" : "  ",
            waits
        );
    }
    if (more > 0) text += fmt::format("and {} more\n", more);
    return service::text_page(text.empty() ? "No task is there that has not stopped.\n" : text);
}

}  // namespace gantry::ecs
