-- What customers write, by topic and language. Complaints about queues speak of queues, waiting and tills.
create or replace temp table comment_texts as
select *
from (values
    ('queue', 'en', 'Waited far too long at the checkout, only one till was open.'),
    ('queue', 'en', 'The queue reached into the kitchen aisle. Nobody opened a second checkout.'),
    ('queue', 'en', 'Twenty minutes of waiting to pay for two lamps.'),
    ('queue', 'en', 'Good store, but the lines at the registers are unbearable.'),
    ('queue', 'en', 'Left my cart and went home, the waiting time at the tills was absurd.'),
    ('queue', 'en', 'Long queue again. Third visit in a row.'),
    ('queue', 'en', 'Checkout was slow and the cashier was on her own.'),
    ('queue', 'es', 'Demasiado tiempo de espera en la caja, solo había una abierta.'),
    ('queue', 'es', 'La cola para pagar llegaba hasta la entrada.'),
    ('queue', 'es', 'Veinte minutos de espera para pagar. No vuelvo.'),
    ('staff', 'en', 'Nobody on the floor could answer a simple question.'),
    ('staff', 'en', 'The assistant was rude when I asked about delivery dates.'),
    ('staff', 'en', 'I looked for help for ten minutes and gave up.'),
    ('staff', 'en', 'Staff were chatting among themselves and ignored us.'),
    ('staff', 'es', 'Nadie me atendió y el personal fue poco amable.'),
    ('staff', 'es', 'No encontré a nadie que me ayudara.'),
    ('cleanliness', 'en', 'The store was dirty, dust on every shelf.'),
    ('cleanliness', 'en', 'Restrooms were filthy and the floor was sticky.'),
    ('cleanliness', 'en', 'Boxes everywhere, you could hardly walk through the aisles.'),
    ('cleanliness', 'es', 'La tienda estaba sucia y desordenada.'),
    ('delivery', 'en', 'The sofa came nine days late and nobody called.'),
    ('delivery', 'en', 'Delivered the wrong colour, and the driver would not take it back.'),
    ('delivery', 'en', 'Table arrived with a scratched top.'),
    ('delivery', 'es', 'La entrega llegó tarde y sin aviso.'),
    ('returns', 'en', 'Returning a broken kettle took three visits.'),
    ('returns', 'en', 'They refused the return although I had the receipt.'),
    ('returns', 'es', 'No quisieron aceptar la devolución.'),
    ('price', 'en', 'Prices on the shelf did not match what I paid.'),
    ('price', 'en', 'Too expensive for what it is.'),
    ('price', 'es', 'Muy caro para lo que ofrecen.'),
    ('range', 'en', 'Half of what is on the website is not in the store.'),
    ('range', 'en', 'Small selection of lamps, and the one I wanted was sold out.'),
    ('range', 'es', 'Poca variedad, no tenían lo que buscaba.'),
    ('quality', 'en', 'The chair wobbled after a week.'),
    ('quality', 'en', 'Poor quality, the drawer came off in my hand.'),
    ('quality', 'es', 'Mala calidad, se rompió en una semana.'),
    ('praise', 'en', 'Friendly people, found everything I needed.'),
    ('praise', 'en', 'Great selection and quick service.'),
    ('praise', 'en', 'Always a pleasure to shop here.'),
    ('praise', 'en', 'The kitchen planner took her time and it shows.'),
    ('praise', 'en', 'In and out in fifteen minutes, perfect.'),
    ('praise', 'en', 'Nice store, fair prices.'),
    ('praise', 'en', 'All good.'),
    ('praise', 'es', 'Muy buena atención, volveré.'),
    ('praise', 'es', 'Todo perfecto, gracias.'),
    ('praise', 'es', 'Gran variedad y personal amable.')
) as texts (topic, language, text);

-- A map from 'topic language' to the texts: a lookup keeps rows in their order, a join need not.
set variable comment_texts = (
    select map_from_entries(list((key, texts) order by key))
    from (
        select topic || ' ' || language as key, list(text order by text) as texts
        from comment_texts
        group by key
    )
);

create or replace macro comment_on(topic, language, uniform) as
    pick(getvariable('comment_texts')[topic || ' ' || language], uniform);
