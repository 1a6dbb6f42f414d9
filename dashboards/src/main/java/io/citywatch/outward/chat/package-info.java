/** Messages for the group robots of DingTalk, WeCom and Feishu, and the templates of their texts; knows notice and receiver. */
@NullMarked
package io.citywatch.outward.chat;

import org.jspecify.annotations.NullMarked;
