// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samples.kotlin

import dev.ringlet.RingletSdk
import io.opentelemetry.api.OpenTelemetry
import io.opentelemetry.api.common.AttributeKey.stringKey
import io.opentelemetry.api.common.Attributes
import io.opentelemetry.api.trace.Span
import io.opentelemetry.api.trace.StatusCode
import io.opentelemetry.api.trace.Tracer
import io.opentelemetry.extension.kotlin.asContextElement
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

/** Runs a block in a new span, which is the current one in all coroutines of the block. */
suspend fun <T> Tracer.inSpan(name: String, block: suspend CoroutineScope.(Span) -> T): T {
  val span = spanBuilder(name).startSpan()
  try {
    return withContext(span.asContextElement()) { block(span) }
  } catch (failure: Throwable) {
    span.setStatus(StatusCode.ERROR).recordException(failure)
    throw failure
  } finally {
    span.end()
  }
}

/** Takes orders; what an order needs is looked up at the same time on several threads. */
class Orders(openTelemetry: OpenTelemetry) {
  private val tracer = openTelemetry.getTracer("orders")
  private val log = openTelemetry.logsBridge.get("orders")
  private val taken =
      openTelemetry
          .getMeter("orders")
          .counterBuilder("orders.taken")
          .setUnit("{order}")
          .build()

  suspend fun take(items: List<String>) =
      tracer.inSpan("take order") { span ->
        span.setAttribute("order.items", items.size.toLong())
        val prices = items.map { async(Dispatchers.Default) { price(it) } }.awaitAll()
        log.logRecordBuilder().setBody("total ${prices.sum()}").emit()
        items.forEach { taken.add(1, Attributes.of(stringKey("item"), it)) }
      }

  private suspend fun price(item: String): Long =
      tracer.inSpan("look up price") { span ->
        span.setAttribute("item", item)
        delay(1) // the coroutine may go on in another thread
        Span.current().addEvent("found")
        withContext(Dispatchers.IO) { item.length * 100L }
      }

  suspend fun cancel(id: Int): Nothing =
      tracer.inSpan("cancel order") { throw NoSuchElementException("no order $id") }
}

fun main() {
  RingletSdk.create().use { sdk ->
    val orders = Orders(sdk)
    runBlocking {
      orders.take(listOf("tea", "cup", "kettle"))
      runCatching { orders.cancel(7) }.onFailure { println(it.message) }
    }
  }
}
