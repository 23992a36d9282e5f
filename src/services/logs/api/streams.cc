#include "services/logs/api/streams.h"

#include "base/sabotage.h"
#include "services/logs/api/errors.h"
#include "services/logs/api/resolve.h"

namespace gantry::logs {

Result<api::logs::CreateLogStreamResponse> create_log_stream(
    Call& call, const api::logs::CreateLogStreamRequest& input
) {
    const std::string name = input.log_stream_name.value_or("");
    if (auto good = check_stream_name(name); !good) return good.error();
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const std::string key = member_key(call.scope, (*group)->id, name);
    if (call.tx.get(call.tables.streams, key)) {
        return already_exists("The specified log stream already exists");
    }
    std::string id = call.ids.hex(16);
    if (sabotaged(Sabotage::LogIdAgain)) id = (std::string(16, '0') + name).substr(name.size());
    call.tx.put(call.tables.streams, key, StreamRow{name, std::move(id), call.now});
    return api::logs::CreateLogStreamResponse{};
}

Result<api::logs::DeleteLogStreamResponse> delete_log_stream(
    Call& call, const api::logs::DeleteLogStreamRequest& input
) {
    const auto group = find_group(call, input.log_group_name);
    if (!group) return group.error();
    const auto stream = find_stream(call, **group, input.log_stream_name);
    if (!stream) return stream.error();
    call.tx.erase(call.tables.streams, member_key(call.scope, (*group)->id, (*stream)->name));
    return api::logs::DeleteLogStreamResponse{};
}

}  // namespace gantry::logs
