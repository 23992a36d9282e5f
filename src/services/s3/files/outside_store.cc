#include "services/s3/files/outside_store.h"

#include <fmt/format.h>

#include <utility>

#include "base/log.h"
#include "services/s3/files/outside_download.h"
#include "services/s3/files/outside_page.h"
#include "services/s3/files/outside_upload.h"
#include "wire/percent.h"

namespace gantry::s3 {

OutsideStore::OutsideStore(Outside outside, Discarded discarded)
    : discarded_(std::move(discarded)),
      names_(outside.mark),
      there_(std::make_shared<OutsideThere>(std::move(outside))),
      loop_("s3-outside") {}

OutsideStore::~OutsideStore() {
    loop_.stop();
    there_->close();
}

std::shared_ptr<net::BodySink> OutsideStore::receive(
    const net::HttpRequest& head, std::shared_ptr<const service::TakenSum> taken, Received received
) {
    return receive_outside(there_, names_.next(), head, std::move(taken), std::move(received));
}

void OutsideStore::discard(const api::FileBody& body) {
    for (const api::FilePart& part : body.parts) discarded_(part.file);
}

net::BodyStream OutsideStore::send(const api::FileBody& body) {
    return send_outside(there_, body);
}

void OutsideStore::remove(const std::string& file) {
    loop_.post([this, file] {
        loop_.call_after(kReadersGrace, [there = there_, file] {
            if (there->readers.doom(file)) there->remove(file);
        });
    });
}

void OutsideStore::keep_only(std::set<std::string> known) {
    sweep(std::make_shared<const std::set<std::string>>(std::move(known)), "");
}

/// A page after the other. What is not exactly where we put things is nobody's business of ours.
void OutsideStore::sweep(
    const std::shared_ptr<const std::set<std::string>>& known, const std::string& after
) {
    const std::string begin = there_->outside.prefix + there_->outside.mark;
    const std::string query = fmt::format(
        "list-type=2&prefix={}&start-after={}",
        wire::percent_encode(begin),
        wire::percent_encode(after)
    );
    there_->call(
        "GET",
        "",
        query,
        [this, alive = std::weak_ptr(there_), known, after](const Result<net::HttpResponse>& got) {
            if (alive.expired()) return;
            const Result<void> how = sweep_answer(known, after, got);
            if (!how) log_warn("s3_files_not_looked_through", {{"why", how.error().message}});
        }
    );
}

Result<void> OutsideStore::sweep_answer(
    const std::shared_ptr<const std::set<std::string>>& known,
    const std::string& after,
    const Result<net::HttpResponse>& answer
) {
    if (!answer) return answer.error();
    if (answer->status != 200) return unavailable(std::to_string(answer->status));
    const auto page = read_outside_page(answer->body);
    if (!page) return page.error();
    const std::string& prefix = there_->outside.prefix;
    for (const std::string& key : page->keys) {
        if (!key.starts_with(prefix)) continue;
        const std::string file = key.substr(prefix.size());
        if (!names_.are_ours(file) || names_.are_fresh(file) || known->contains(file)) continue;
        there_->remove(file);
    }
    if (!page->goes_on || page->keys.empty()) return {};
    // A store that does not go by "start-after" would be asked for the same page forever.
    if (page->keys.back() <= after) return unavailable("its pages do not follow each other");
    sweep(known, page->keys.back());
    return {};
}

}  // namespace gantry::s3
