// SPDX-FileCopyrightText: 2026 The Ringlet authors
// SPDX-License-Identifier: Apache-2.0
package dev.ringlet.samples.scala

import dev.ringlet.RingletSdk
import io.opentelemetry.api.OpenTelemetry
import io.opentelemetry.api.common.{AttributeKey, Attributes}
import io.opentelemetry.api.trace.Span
import io.opentelemetry.context.Context

import java.util.NoSuchElementException
import scala.concurrent.duration.*
import scala.concurrent.{Await, ExecutionContext, Future, blocking}
import scala.util.Using

/** Takes orders; what an order needs is looked up at the same time on several threads. */
final class Orders(openTelemetry: OpenTelemetry)(using ExecutionContext):
  private val tracer = openTelemetry.getTracer("orders")
  private val log = openTelemetry.getLogsBridge.get("orders")
  private val taken = openTelemetry
    .getMeter("orders")
    .counterBuilder("orders.taken")
    .setUnit("{order}")
    .build()

  def take(items: List[String]): Future[Long] =
    tracer.inSpan("take order"): span =>
      span.setAttribute("order.items", items.size.toLong)
      val context = Context.current() // a callback may run in that of the last price
      Future.traverse(items)(price).map: prices =>
        log.logRecordBuilder().setContext(context).setBody(s"total ${prices.sum}").emit()
        items.foreach: item =>
          taken.add(1, Attributes.of(AttributeKey.stringKey("item"), item))
        prices.sum

  private def price(item: String): Future[Long] =
    tracer.inSpan("look up price"): span =>
      span.setAttribute("item", item)
      Future:
        blocking(Thread.sleep(5)) // the callback of take is registered before
        Span.current().addEvent("found") // in another thread
        item.length * 100L

  def cancel(id: Int): Future[Nothing] =
    tracer.inSpan("cancel order"): _ =>
      throw NoSuchElementException(s"no order $id")

@main def takeOrders(): Unit =
  given ExecutionContext = TracedExecutionContext(ExecutionContext.global)
  Using.resource(RingletSdk.create()): sdk =>
    val orders = Orders(sdk)
    Await.result(orders.take(List("tea", "cup", "kettle")), 10.seconds)
    val refused = Await.result(orders.cancel(7).failed, 10.seconds)
    println(refused.getMessage)
