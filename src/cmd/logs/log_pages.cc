#include "cmd/logs/log_pages.h"

#include <iterator>

namespace gantry::cmd {

Result<LogPages> LogPages::open(
    AwsCalls& api, const std::string& region, const std::string& group, LogRead read
) {
    LogPages pages(api, region, std::move(read));
    pages.request_.log_group_name = group;
    pages.request_.start_time = pages.read_.from_ms;
    pages.request_.log_stream_names = pages.read_.streams;
    if (auto filled = pages.fill(); !filled) return filled.error();
    return pages;
}

/// A page may be empty and yet not the last one.
Result<void> LogPages::fill() {
    while (more_ && at_ >= events_.size()) {
        auto page = api_->call<api::logs::FilterLogEventsResponse>(
            "logs", "FilterLogEvents", request_, region_
        );
        if (!page) return page.error();
        at_ = 0;
        events_.clear();
        if (page->events) events_ = std::move(*page->events);
        request_.next_token = std::move(page->next_token);
        more_ = request_.next_token.has_value();
    }
    return {};
}

Result<void> LogPages::next() {
    ++at_;
    return fill();
}

Result<void> open_pages(
    AwsCalls& api,
    const std::string& region,
    const std::string& group,
    LogRead read,
    std::vector<LogPages>& opened,
    std::vector<std::string>& missing
) {
    auto pages = LogPages::open(api, region, group, read);
    if (pages) {
        opened.push_back(std::move(*pages));
        return {};
    }
    if (pages.error().code != "ResourceNotFoundException") return pages.error();
    if (read.streams.size() <= 1) {
        missing.insert(missing.end(), read.streams.begin(), read.streams.end());
        return {};
    }
    const auto half = static_cast<std::ptrdiff_t>(read.streams.size() / 2);
    LogRead rest{read.from_ms, {}};
    rest.streams.assign(
        std::make_move_iterator(read.streams.begin() + half),
        std::make_move_iterator(read.streams.end())
    );
    read.streams.resize(static_cast<std::size_t>(half));
    auto first = open_pages(api, region, group, std::move(read), opened, missing);
    if (!first) return first;
    return open_pages(api, region, group, std::move(rest), opened, missing);
}

}  // namespace gantry::cmd
