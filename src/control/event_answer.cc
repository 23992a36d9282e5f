#include "control/event_answer.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "api/event_source.h"
#include "wire/event_stream.h"

namespace gantry::control {
namespace {

/// Writes events as the body of an answer.
class EventWriter final : public api::EventSink {
  public:
    explicit EventWriter(std::shared_ptr<net::BodyWriter> writer) : writer_(std::move(writer)) {}

    bool send(const reflect::TypeInfo& type, const void* event) override {
        return writer_->write(wire::json_event(type, event));
    }
    void end() override { writer_->finish(); }

  private:
    std::shared_ptr<net::BodyWriter> writer_;
};

const api::EventSource* find_source(const service::Output& output) {
    const auto& fields = output.operation->output().fields;
    const auto found = std::ranges::find_if(fields, [](const reflect::FieldInfo& field) {
        return field.wire != nullptr && field.wire->event_stream;
    });
    if (found == fields.end()) return nullptr;
    return static_cast<const api::EventSource*>(found->get(output.value.get()));
}

void begin(const api::EventSource::Begin& source, const std::shared_ptr<net::BodyWriter>& writer) {
    // Known once the events have begun; both happen on this thread.
    const auto gone = std::make_shared<std::function<void()>>();
    writer->set_callbacks({.on_drained = {}, .on_gone = [gone] {
                               if (*gone) (*gone)();
                           }});
    // No model has members beside the events so far.
    writer->write(wire::first_event("{}"));
    *gone = source(std::make_shared<EventWriter>(writer));
}

}  // namespace

void add_events(net::HttpResponse& response, const service::Output& output) {
    const api::EventSource* source = find_source(output);
    if (source == nullptr || !source->begin) return;
    net::Headers headers;
    for (const auto& [name, value] : response.headers.all()) {
        if (name != "Content-Type") headers.add(name, value);
    }
    headers.add("Content-Type", std::string(wire::kEventStreamType));
    response.headers = std::move(headers);
    response.body.clear();
    response.stream.begin = [made = source->begin](std::shared_ptr<net::BodyWriter> writer) {
        begin(*made, writer);
    };
}

}  // namespace gantry::control
