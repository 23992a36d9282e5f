#include "services/logs/port.h"

#include <memory>
#include <utility>

#include "base/random.h"
#include "services/logs/model/names.h"
#include "services/logs/service.h"

namespace gantry::logs {

void append_lines(
    const service::Registry& services,
    core::Core& core,
    IdSource& ids,
    const Place& place,
    std::vector<Line> lines,
    std::function<void(Result<void>)> done
) {
    Instance& logs = services.get<Instance>();
    const auto group = logs.rows().groups.find(group_key(place.scope, place.group));
    if (!group) {
        return done(Error{
            ErrorKind::NotFound,
            "ResourceNotFoundException",
            "The specified log group does not exist.",
            {},
        });
    }
    const std::string key = member_key(place.scope, group->id, place.stream);
    auto stream = logs.rows().streams.find(key);
    const std::string id = stream ? stream->id : ids.hex(16);
    const SysTime now = core.loop().now();
    auto batch = std::make_shared<Batch>(Batch{group->id, id, epoch_ms(now), {}});
    for (Line& line : lines) batch->events.push_back({line.time_ms, std::move(line.text)});
    auto append = [&logs, name = place.stream, batch, done] {
        const auto watched =
            logs.tails().watches(batch->group) ? std::make_shared<const Batch>(*batch) : nullptr;
        logs.engine().append(
            std::move(*batch),
            [&logs, watched, name, done](const Result<void>& how) {
                if (how && watched) logs.tails().show(name, *watched);
                done(how);
            }
        );
    };
    if (stream) return append();
    // A start removes the events of streams that have no row: this one's come once it is durable.
    core::Transaction tx;
    tx.put(logs.rows().streams, key, StreamRow{place.stream, id, now});
    core.commit(
        std::move(tx),
        "logs stream " + place.stream,
        [append, done](const Result<void>& how) { how ? append() : done(how); }
    );
}

}  // namespace gantry::logs
