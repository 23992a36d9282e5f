#include "services/ecs/pages/interrupt_page.h"

#include <charconv>

#include "base/log.h"
#include "service/page_answer.h"
#include "service/query_string.h"
#include "services/ecs/pages/row_of_arn.h"
#include "services/ecs/reconcile/interruption.h"

namespace gantry::ecs {

namespace {

using service::failure_page;

Result<Duration> read_notice(const std::string& text) {
    if (text.empty()) return kSpotNotice;
    std::int64_t seconds = 0;
    const char* last = text.data() + text.size();
    const auto [end, error] = std::from_chars(text.data(), last, seconds);
    const bool good = error == std::errc{} && end == last && seconds >= 0;
    if (good && Seconds{seconds} <= kSpotNotice) return Seconds{seconds};
    return invalid_argument("notice takes seconds from 0 to 120, but was '" + text + "'.");
}

}  // namespace

net::HttpResponse interrupt_page(
    core::Core& core, const Tables& tables, const std::string& target, SysTime now
) {
    auto query = service::parse_query(target);
    const auto notice = read_notice(query["notice"]);
    if (!notice) return failure_page(notice.error());
    const auto address = row_of_arn(query["task"]);
    if (!address || address->table != tables.tasks.name()) {
        return failure_page(invalid_argument(
            "interrupt takes the ARN of a task (ecs list-tasks shows them), but was '" +
            query["task"] + "'."
        ));
    }
    const auto task = tables.tasks.find(address->key);
    if (!task) return failure_page(not_found("No such task."));
    auto told = give_spot_notice(*task, *notice, now);
    if (!told) return failure_page(told.error());
    const std::string text =
        task->arn() + " is interrupted at " + format_iso8601(*told->interrupt_at);
    if (*told != *task) {
        log_info("spot_notice", {{"task", task->arn()}});
        core::Transaction tx;
        tx.put(tables.tasks, address->key, *std::move(told));
        core.commit(std::move(tx), "interrupt " + task->id);
    }
    return service::text_page(text + "\n");
}

}  // namespace gantry::ecs
