#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gantry::wire {

/// Reads CBOR (RFC 8949) from front to back, one head at a time; what is inside lists, maps and
/// tags follows as items of its own. Nothing is built. The text outlives the reader.
class CborReader {
  public:
    enum class Kind : std::uint8_t {
        Unsigned,
        Negative,  ///< -1 - number
        Bytes,
        Text,
        List,
        Map,
        Tag,  ///< the item behind it is what is tagged
        Float,
        Boolean,
        Null,  ///< or undefined
        Break,
        Fault,  ///< nothing is left, or what is left is no CBOR
    };

    struct Item {
        Kind kind = Kind::Fault;
        std::uint64_t number = 0;  ///< the integer's, the number of elements or pairs, the tag
        bool indefinite = false;   ///< of bytes, text, lists and maps: a Break ends them
        bool flag = false;
        double real = 0;
        std::string_view text;  ///< of bytes and text that are not indefinite
    };

    explicit CborReader(std::string_view text) : text_(text) { take(); }

    /// The item at hand.
    [[nodiscard]] const Item& item() const { return item_; }
    /// Goes on to the next.
    void take();
    [[nodiscard]] bool at_end() const { return at_end_; }
    /// Of the item at hand.
    [[nodiscard]] std::size_t position() const { return position_; }

  private:
    std::string_view text_;
    std::size_t position_ = 0;
    std::size_t next_ = 0;
    bool at_end_ = false;
    Item item_;
};

/// "a list", for messages.
std::string_view describe(const CborReader::Item& item);

}  // namespace gantry::wire
