#include "wire/event_stream.h"

#include <gtest/gtest.h>

#include <optional>

#include "wire/digest.h"

namespace gantry::wire {
namespace {

std::string hex_text(std::string_view bytes) {
    return to_hex(as_bytes(bytes));
}

// What zlib and struct make of the same by the description.
TEST(EventMessage, IsLengthsHeadersPayloadAndSums) {
    EXPECT_EQ(hex_text(event_message({}, "")), "000000100000000005c248eb7d98c8ff");
    EXPECT_EQ(
        hex_text(event_message({}, "{'foo':'bar'}")),
        "0000001d00000000fd528c5a7b27666f6f273a27626172277dc3653936"
    );
    const std::string one = event_message({{"content-type", "application/json"}}, "{'foo':'bar'}");
    EXPECT_EQ(
        hex_text(one),
        "0000003d0000002007fd83960c636f6e74656e742d747970650700106170706c69636174696f6e2f6a736f6e7b"
        "27666f6f273a27626172277d8d9c08b1"
    );
}

struct Said {
    std::optional<std::string> text;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info =
            reflect::structure<Said>("Said", {reflect::field<&Said::text>("text")});
        return info;
    }
};

struct Events {
    std::optional<Said> said;
    std::optional<Said> timeout_exception;
    static const reflect::TypeInfo& type_info() {
        static const reflect::TypeInfo info = reflect::structure<Events>(
            "Events",
            {
                reflect::field<&Events::said>("said"),
                reflect::field<&Events::timeout_exception>("TimeoutException"),
            }
        );
        return info;
    }
};

TEST(JsonEvent, IsTheMemberThatIsGiven) {
    Events event;
    event.said = Said{"hello"};
    EXPECT_EQ(
        json_event(Events::type_info(), &event),
        event_message(
            {{":message-type", "event"},
             {":event-type", "said"},
             {":content-type", "application/json"}},
            R"({"text":"hello"})"
        )
    );
    Events end;
    end.timeout_exception = Said{};
    EXPECT_EQ(
        json_event(Events::type_info(), &end),
        event_message(
            {{":message-type", "exception"},
             {":exception-type", "TimeoutException"},
             {":content-type", "application/json"}},
            "{}"
        )
    );
}

}  // namespace
}  // namespace gantry::wire
